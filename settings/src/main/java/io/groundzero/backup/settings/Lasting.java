package io.groundzero.backup.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The duration, or each of a list, is at least and at most so long. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Lasting {

    /** As ISO 8601 has it: {@code PT1S}. */
    String least();

    /** As ISO 8601 has it. A month is the longest that any timer here can take. */
    String most() default "P24D";
}
