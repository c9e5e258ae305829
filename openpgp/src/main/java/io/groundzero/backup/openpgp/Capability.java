package io.groundzero.backup.openpgp;

import org.bouncycastle.bcpg.sig.KeyFlags;

/** What a key is wanted for, and the key flags that allow it. */
enum Capability {
    ENCRYPT("encrypt", KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE), SIGN("sign", KeyFlags.SIGN_DATA);

    private final String word;
    private final int flags;

    Capability(String word, int flags) {
        this.word = word;
        this.flags = flags;
    }

    String word() {
        return word;
    }

    boolean allowedBy(int keyFlags) {
        return (keyFlags & flags) != 0;
    }
}
