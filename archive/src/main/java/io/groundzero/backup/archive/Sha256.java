package io.groundzero.backup.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.groundzero.backup.contracts.manifest.Digest;

final class Sha256 {

    private Sha256() {
    }

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The digest so far; the hash can go on. */
    static Digest digest(MessageDigest hash, long size) {
        try {
            MessageDigest snapshot = (MessageDigest) hash.clone();
            return new Digest(size, HexFormat.of().formatHex(snapshot.digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }
}
