package io.groundzero.backup.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A file with a secret in its first line. It must be there, readable and not empty. Who else may read it is not asked:
 * containers mount secrets with mode 444 from a closed folder. That others may write to it is worth a warning.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SecretFile {
    /** Whether it is read only once, so that it need not be there any more. */
    boolean once() default false;
}
