package io.groundzero.backup.openpgp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** Unlocks secret keys; held no longer than loading them takes. */
final class Passphrase {

    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    /** The file's first line, or an empty passphrase if there is no file. */
    static Passphrase read(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return new Passphrase(new char[0]);
        }
        try (var reader = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            return new Passphrase(line == null ? new char[0] : line.toCharArray());
        } catch (IOException e) {
            throw new IOException("the passphrase file " + file.get() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @throws PGPException if the passphrase is not the key's
     */
    PGPPrivateKey unlock(PGPSecretKey key) throws PGPException {
        PGPPrivateKey unlocked = key.extractPrivateKey(
                new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(characters));
        if (unlocked == null) {
            throw new PGPException("the file holds only a stub of the key");
        }
        return unlocked;
    }
}
