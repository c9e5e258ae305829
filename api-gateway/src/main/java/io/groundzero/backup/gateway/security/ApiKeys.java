package io.groundzero.backup.gateway.security;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys that are good now, as they were read a moment ago: a call needs no database for it, and a key that was
 * revoked is refused {@value #SECONDS} seconds later. Pure logic.
 */
final class ApiKeys {

    /** How old what was read may be, as long as the database answers. */
    static final int SECONDS = 5;

    private final Supplier<List<ApiKey>> read;
    private volatile List<ApiKey> keys = List.of();

    /** @param read the keys that were not revoked; throws RuntimeException if they cannot be read */
    ApiKeys(Supplier<List<ApiKey>> read) {
        this.read = read;
    }

    /** Reads them. If that fails, those that were read before stay. */
    synchronized void refresh() {
        keys = List.copyOf(read.get());
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

    /** Reads again if the key is unknown, for it may be new. */
    Optional<ApiKey> find(String key) {
        Optional<ApiKey> known = known(key);
        if (known.isPresent()) {
            return known;
        }
        refresh();
        return known(key);
    }

    /** The key with this number, if it is still good. */
    Optional<ApiKey> withId(long id) {
        return keys.stream().filter(key -> key.id() == id).findFirst();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }
}
