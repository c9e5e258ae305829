package io.groundzero.backup.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A file that the service itself writes, named by its absolute path. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WrittenFile {

    /** Whether its folder must be there already; otherwise the service makes it. */
    boolean folderExists() default true;
}
