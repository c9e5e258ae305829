package io.groundzero.backup.settings;

import java.lang.annotation.Annotation;
import java.util.Optional;

/**
 * What an annotation asks of a value.
 *
 * @param <A> the annotation
 */
@FunctionalInterface
interface Rule<A extends Annotation> {

    /**
     * @return what is wrong and what to do, to be read behind the setting's name and "must …" or "names …"; empty if
     *         nothing is
     */
    Optional<String> problem(A limits, Object value);
}
