package io.groundzero.backup.verifier.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.Digest;

/** The folder in which all objects of one backup lie. */
interface BackupFolder {

    /** How errors and proofs name an object of it. */
    String address(String object);

    /**
     * An object that fits into memory.
     *
     * @return empty if there is no such object
     */
    Optional<byte[]> read(String object) throws BackupException;

    /** Names and sizes of all objects in it. */
    Map<String, Long> list() throws BackupException;

    /**
     * Downloads one object.
     *
     * @param fetched told of every few bytes
     * @return what came
     * @throws BackupException OBJECT_MISSING; BUCKET_UNREACHABLE if less came than the store had promised
     * @throws IOException if the file cannot be written
     */
    Digest download(String object, Path file, LongConsumer fetched) throws BackupException, IOException;
}
