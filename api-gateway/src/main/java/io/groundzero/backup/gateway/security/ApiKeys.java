package io.groundzero.backup.gateway.security;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The keys that are good now, as they were read a moment ago: a call needs no database for it, and a key that was
 * revoked is refused {@value #SECONDS} seconds later. Pure logic.
 */
final class ApiKeys {

    /** How old what was read may be, as long as the database answers. */
    static final int SECONDS = 5;

    private static final int PATIENCE_SECONDS = 2;

    private final Supplier<List<ApiKey>> read;
    private final ReentrantLock reading = new ReentrantLock();
    /** Those that succeeded. */
    private volatile long reads;
    private volatile List<ApiKey> keys = List.of();

    /** @param read the keys that were not revoked; throws RuntimeException if they cannot be read */
    ApiKeys(Supplier<List<ApiKey>> read) {
        this.read = read;
    }

    /** Reads them. If that fails, those that were read before stay. */
    void refresh() {
        reading.lock();
        try {
            readNow();
        } finally {
            reading.unlock();
        }
    }

    /** Without reading. Takes as long for a wrong key as for a right one. */
    Optional<ApiKey> known(String key) {
        byte[] hash = ApiKey.hash(key);
        ApiKey found = null;
        for (ApiKey candidate : keys) {
            if (MessageDigest.isEqual(hash, candidate.hash())) {
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * Reads again if the key is unknown, for it may be new. One caller reads for all who came meanwhile; while the database
     * hangs, the others do not wait for long, so that they keep no thread from those whose key is known.
     *
     * @throws IllegalStateException if it could not be read in time
     * @throws RuntimeException if it could not be read
     */
    Optional<ApiKey> find(String key) {
        Optional<ApiKey> known = known(key);
        if (known.isPresent()) {
            return known;
        }
        long begunBefore = reads;
        try {
            if (!reading.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the API keys are being read for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        try {
            if (reads == begunBefore) {
                readNow();
            }
        } finally {
            reading.unlock();
        }
        return known(key);
    }

    /** Under the lock, so that what was read earlier never takes the place of what was read later. */
    private void readNow() {
        List<ApiKey> now = read.get();
        keys = List.copyOf(now);
        reads++;
    }

    /** The key with this number, if it is still good. */
    Optional<ApiKey> withId(long id) {
        return keys.stream().filter(key -> key.id() == id).findFirst();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }
}
