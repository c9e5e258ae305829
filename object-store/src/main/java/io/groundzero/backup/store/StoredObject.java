package io.groundzero.backup.store;

import io.groundzero.backup.contracts.manifest.Digest;

/**
 * What a HEAD tells about an object.
 *
 * @param size in bytes
 * @param sha256 what the writer noted as {@value #SHA256}, or null if it did not
 */
public record StoredObject(long size, String sha256) {

    /** User metadata with which all objects are written, so that they can be compared without reading them. */
    public static final String SHA256 = "sha256";

    public boolean is(Digest expected) {
        return size == expected.size() && expected.sha256().equals(sha256);
    }

    @Override
    public String toString() {
        return size + " bytes, " + (sha256 == null ? "without a noted SHA-256" : "SHA-256 " + sha256);
    }
}
