package io.groundzero.backup.openpgp;

import java.io.IOException;

/** A message is damaged, cut off, not protected against that, or not as this product writes it. Believe none of it. */
public class IntegrityException extends IOException {

    private static final long serialVersionUID = 1L;

    public IntegrityException(String message) {
        super(message);
    }

    public IntegrityException(String message, Throwable cause) {
        super(message, cause);
    }
}
