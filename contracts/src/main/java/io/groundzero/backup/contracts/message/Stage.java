package io.groundzero.backup.contracts.message;

import java.util.Locale;

/** The steps that a backup goes through, in this order. */
public enum Stage {
    DUMP, ENCRYPT, SHIP, VERIFY;

    /** Lower case, as in routing keys and in the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
