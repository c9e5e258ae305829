package io.groundzero.backup.contracts.manifest;

/**
 * A finished piece of a dump on the backup volume, in plaintext.
 *
 * @param name the database's name, or {@code globals}, {@code config}, {@code fingerprint}
 * @param kind what it holds
 * @param object the name it will have once encrypted
 * @param path file or directory, relative to the volume; a directory is tarred when it is encrypted
 * @param directory whether the path is a directory
 * @param compress whether zstd is applied in the stream before encryption
 * @param content what the tar stream (of a directory) or the file must be, before compression
 */
public record DumpedArtifact(String name, ArtifactKind kind, String object, String path, boolean directory,
        boolean compress, Digest content) {
}
