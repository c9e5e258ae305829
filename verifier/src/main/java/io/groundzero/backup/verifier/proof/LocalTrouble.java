package io.groundzero.backup.verifier.proof;

import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Tells what this machine lacks from what is wrong with a backup, by the words of the operating system and of
 * PostgreSQL. In doubt it is the backup.
 */
public final class LocalTrouble {

    private record Sign(String words, ErrorCode code) {
    }

    private static final List<Sign> SIGNS = List.of(
            new Sign("No space left on device", ErrorCode.DISK_FULL),
            new Sign("Disk quota exceeded", ErrorCode.DISK_FULL),
            // a write that ends in the middle of a page leaves no errno behind
            new Sign("Check free disk space", ErrorCode.DISK_FULL),
            new Sign("wrote only", ErrorCode.DISK_FULL),
            new Sign("could not open extension control file", ErrorCode.EXTENSION_MISSING),
            new Sign("has no installation script nor update path", ErrorCode.EXTENSION_MISSING),
            new Sign("shared_preload_libraries", ErrorCode.EXTENSION_MISSING),
            new Sign("could not access file \"", ErrorCode.EXTENSION_MISSING),
            new Sign("could not load library \"", ErrorCode.EXTENSION_MISSING),
            new Sign("invalid LC_COLLATE locale name", ErrorCode.EXTENSION_MISSING),
            new Sign("invalid LC_CTYPE locale name", ErrorCode.EXTENSION_MISSING),
            new Sign("could not create locale \"", ErrorCode.EXTENSION_MISSING),
            new Sign("ICU is not supported in this build", ErrorCode.EXTENSION_MISSING),
            // of postgres_fdw: a materialised view over a foreign table cannot be filled without the other server
            new Sign("could not connect to server \"", ErrorCode.THROWAWAY_FAILED),
            new Sign("out of memory", ErrorCode.THROWAWAY_FAILED),
            new Sign("Cannot allocate memory", ErrorCode.THROWAWAY_FAILED),
            new Sign("could not resize shared memory segment", ErrorCode.THROWAWAY_FAILED),
            new Sign("out of shared memory", ErrorCode.THROWAWAY_FAILED),
            new Sign("Input/output error", ErrorCode.THROWAWAY_FAILED),
            new Sign("Read-only file system", ErrorCode.THROWAWAY_FAILED),
            new Sign("Too many open files", ErrorCode.THROWAWAY_FAILED),
            new Sign("could not fork new process", ErrorCode.THROWAWAY_FAILED),
            new Sign("could not create worker process", ErrorCode.THROWAWAY_FAILED),
            new Sign("worker process died unexpectedly", ErrorCode.THROWAWAY_FAILED),
            new Sign("Resource temporarily unavailable", ErrorCode.THROWAWAY_FAILED),
            // a file name that this JVM's locale cannot write: LC_ALL is not UTF-8
            new Sign("unmappable characters", ErrorCode.THROWAWAY_FAILED),
            new Sign("server closed the connection unexpectedly", ErrorCode.THROWAWAY_FAILED),
            new Sign("crash of another server process", ErrorCode.THROWAWAY_FAILED),
            new Sign("the database system is in recovery mode", ErrorCode.THROWAWAY_FAILED),
            new Sign("the database system is shutting down", ErrorCode.THROWAWAY_FAILED),
            new Sign("terminating connection due to", ErrorCode.THROWAWAY_FAILED));

    private LocalTrouble() {
    }

    /**
     * @return DISK_FULL, EXTENSION_MISSING or THROWAWAY_FAILED; empty if the words tell of none of these
     */
    public static Optional<ErrorCode> in(String words) {
        if (words == null) {
            return Optional.empty();
        }
        boolean extension = words.contains("extension \"") && words.contains("\" is not available");
        return SIGNS.stream().filter(sign -> words.contains(sign.words())).map(Sign::code).findFirst()
                .or(() -> extension ? Optional.of(ErrorCode.EXTENSION_MISSING) : Optional.empty());
    }

    /** The same for the messages of an exception and its causes. */
    public static Optional<ErrorCode> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchFileException || cause instanceof AccessDeniedException
                    || cause instanceof ClosedChannelException) {
                // of files that this verifier made itself
                return Optional.of(ErrorCode.THROWAWAY_FAILED);
            }
            Optional<ErrorCode> code = in(cause.getMessage());
            if (code.isPresent()) {
                return code;
            }
        }
        return Optional.empty();
    }
}
