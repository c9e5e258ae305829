package io.groundzero.backup.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text, or each of a list, is of this form. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Matching {

    /** A regular expression for all of it. */
    String value();

    /** The same for people, to be read behind "must be". */
    String words();
}
