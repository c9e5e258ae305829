package io.groundzero.backup.openpgp;

import java.io.InputStream;
import java.security.GeneralSecurityException;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.operator.PGPDataDecryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** Bouncy Castle opens the session key, the JDK does the rest. */
final class AesDecryption extends BcPublicKeyDataDecryptorFactory {

    AesDecryption(PGPPrivateKey key) {
        super(key);
    }

    @Override
    public PGPDataDecryptor createDataDecryptor(boolean withIntegrityPacket, int algorithm, byte[] sessionKey)
            throws PGPException {
        if (!withIntegrityPacket || !Policy.acceptsCipher(algorithm)) {
            throw new PGPException("a message without integrity protection, or with a cipher other than AES");
        }
        return new PGPDataDecryptor() {
            @Override
            public InputStream getInputStream(InputStream in) {
                try {
                    return new CfbInputStream(in, sessionKey);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("this Java has no AES", e);
                }
            }

            @Override
            public int getBlockSize() {
                return Aes.BLOCK;
            }

            @Override
            public PGPDigestCalculator getIntegrityCalculator() {
                return new Sha1Calculator();
            }
        };
    }
}
