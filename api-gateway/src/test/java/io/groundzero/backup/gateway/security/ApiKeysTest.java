package io.groundzero.backup.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private final List<ApiKey> stored = new ArrayList<>();
    private int reads;
    private Callable<Void> slow = () -> null;
    private final ApiKeys keys = new ApiKeys(this::read);

    @Test
    void findsAKeyAndNoOther() {
        stored.add(key(1, "alice", "first"));
        stored.add(key(2, "bob", "second"));
        keys.refresh();

        assertThat(keys.known("first")).hasValueSatisfying(key -> assertThat(key.name()).isEqualTo("alice"));
        assertThat(keys.known("second")).hasValueSatisfying(key -> assertThat(key.name()).isEqualTo("bob"));
        assertThat(keys.known("third")).isEmpty();
        assertThat(keys.known("")).isEmpty();
        assertThat(keys.known("first ")).isEmpty();
    }

    @Test
    void aNewKeyIsGoodAtOnceAndAKnownOneNeedsNoDatabase() {
        keys.refresh();
        stored.add(key(1, "alice", "new"));

        assertThat(keys.find("new")).isPresent();
        assertThat(keys.find("new")).isPresent();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aRevokedKeyIsGoneWithTheNextLook() {
        stored.add(key(1, "alice", "first"));
        keys.refresh();
        assertThat(keys.withId(1)).isPresent();

        stored.clear();
        keys.refresh();

        assertThat(keys.known("first")).isEmpty();
        assertThat(keys.withId(1)).isEmpty();
        assertThat(keys.isEmpty()).isTrue();
    }

    @Test
    void withoutTheDatabaseKnownKeysStayGood() {
        stored.add(key(1, "alice", "first"));
        keys.refresh();
        stored.add(null);

        assertThatThrownBy(keys::refresh).isInstanceOf(RuntimeException.class);

        assertThat(keys.known("first")).isPresent();
    }

    @Test
    void whileTheDatabaseHangsUnknownKeysAreRefusedSoonAndKnownOnesAtOnce() throws Exception {
        // Given
        stored.add(key(1, "alice", "first"));
        keys.refresh();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        slow = () -> {
            hanging.countDown();
            over.await();
            return null;
        };
        Thread reader = new Thread(() -> keys.find("unknown"));
        reader.start();
        hanging.await();

        // When
        assertThatThrownBy(() -> keys.find("another")).isInstanceOf(IllegalStateException.class);

        // Then
        assertThat(keys.find("first")).isPresent();
        over.countDown();
        reader.join();
    }

    private List<ApiKey> read() {
        reads++;
        try {
            slow.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(stored);
    }

    private static ApiKey key(long id, String name, String key) {
        return new ApiKey(id, name, Roles.VIEWER, Holder.PERSON, ApiKey.hash(key));
    }
}
