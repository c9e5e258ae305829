package io.groundzero.backup.openpgp;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;

/** The modification detection code, which OpenPGP fixes as SHA-1 (of the plaintext, encrypted along with it). */
final class Sha1Calculator implements PGPDigestCalculator {

    private final MessageDigest hash;

    Sha1Calculator() {
        try {
            hash = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    @Override
    public int getAlgorithm() {
        return HashAlgorithmTags.SHA1;
    }

    @Override
    public OutputStream getOutputStream() {
        return new DigestOutputStream(OutputStream.nullOutputStream(), hash);
    }

    @Override
    public byte[] getDigest() {
        return hash.digest();
    }

    @Override
    public void reset() {
        hash.reset();
    }
}
