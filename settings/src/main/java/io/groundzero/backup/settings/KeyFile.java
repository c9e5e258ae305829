package io.groundzero.backup.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Files with OpenPGP keys. They must be there and readable; what is in them is checked by whoever loads them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KeyFile {

    /** Whether private keys are in them. */
    boolean secret();
}
