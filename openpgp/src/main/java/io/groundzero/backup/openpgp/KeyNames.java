package io.groundzero.backup.openpgp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import org.bouncycastle.openpgp.PGPPublicKey;

/** How keys are called: 40 upper-case hexadecimal digits. */
final class KeyNames {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}");

    private KeyNames() {
    }

    static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
    }

    static String id(long keyId) {
        return String.format("%016X", keyId);
    }

    /**
     * Takes a fingerprint as people write it: with spaces, in lower case, with {@code 0x} in front.
     *
     * @throws IllegalArgumentException if it is no full fingerprint; short key ids can be forged
     */
    static String normalise(String written) {
        String upper = written.replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT);
        String digits = upper.startsWith("0X") ? upper.substring(2) : upper;
        if (!FINGERPRINT.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is not a key's fingerprint (40 hexadecimal digits)");
        }
        return digits;
    }
}
