package io.groundzero.backup.openpgp;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PGPDataEncryptor;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;

/** AES-256 with modification detection code, computed by the JDK: Bouncy Castle's own takes 7 times as long. */
final class AesEncryption implements PGPDataEncryptorBuilder {

    private final SecureRandom random = new SecureRandom();

    @Override
    public int getAlgorithm() {
        return Policy.CIPHER;
    }

    @Override
    public int getAeadAlgorithm() {
        return -1;
    }

    @Override
    public int getChunkSize() {
        return -1;
    }

    @Override
    public boolean isV5StyleAEAD() {
        return false;
    }

    @Override
    public PGPDataEncryptor build(byte[] sessionKey) throws PGPException {
        return new PGPDataEncryptor() {
            @Override
            public OutputStream getOutputStream(OutputStream out) {
                try {
                    return new CfbOutputStream(out, sessionKey);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("this Java has no AES-256", e);
                }
            }

            @Override
            public PGPDigestCalculator getIntegrityCalculator() {
                return new Sha1Calculator();
            }

            @Override
            public int getBlockSize() {
                return Aes.BLOCK;
            }
        };
    }

    @Override
    public PGPDataEncryptor build(byte[] sessionKey, byte[] iv) throws PGPException {
        throw new PGPException("AEAD is not supported: GnuPG 2.2 could not read it");
    }

    @Override
    public SecureRandom getSecureRandom() {
        return random;
    }

    @Override
    public PGPDataEncryptorBuilder setWithIntegrityPacket(boolean with) {
        if (!with) {
            throw new IllegalArgumentException("nothing is encrypted without integrity protection");
        }
        return this;
    }

    @Override
    public PGPDataEncryptorBuilder setWithAEAD(int algorithm, int chunkSize) {
        throw new UnsupportedOperationException("AEAD");
    }

    @Override
    public PGPDataEncryptorBuilder setUseV5AEAD() {
        throw new UnsupportedOperationException("AEAD");
    }

    @Override
    public PGPDataEncryptorBuilder setUseV6AEAD() {
        throw new UnsupportedOperationException("AEAD");
    }
}
