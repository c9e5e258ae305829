package io.groundzero.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

class SmallObjectsTest {

    @TempDir
    static Path folder;

    private static LocalStore store;

    @BeforeAll
    static void start() throws Exception {
        store = new LocalStore(folder);
        LocalStore.client(store.settings()).createBucket(request -> request.bucket("backups"));
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @Test
    void whatIsPutIsFoundAndRead() throws Exception {
        SmallObjects objects = objects(store.settings());

        objects.put("main/ä b%2F/manifest.json", "{}".getBytes(UTF_8), "application/json");

        assertThat(objects.get("main/ä b%2F/manifest.json")).hasValueSatisfying(
                body -> assertThat(body).asString(UTF_8).isEqualTo("{}"));
    }

    @Test
    void whatIsNotThereIsEmpty() throws Exception {
        assertThat(objects(store.settings()).get("main/none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writingTheSameAgainIsFine(boolean conditionalWrites) throws Exception {
        SmallObjects objects = objects(store.settings().withConditionalWrites(conditionalWrites));
        objects.put("same/" + conditionalWrites, "a".getBytes(UTF_8), "text/plain");

        objects.put("same/" + conditionalWrites, "a".getBytes(UTF_8), "text/plain");

        assertThat(objects.get("same/" + conditionalWrites)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otherContentIsNeverOverwritten(boolean conditionalWrites) throws Exception {
        SmallObjects objects = objects(store.settings().withConditionalWrites(conditionalWrites));
        String key = "other/" + conditionalWrites;
        objects.put(key, "a".getBytes(UTF_8), "text/plain");

        assertFails(ErrorCode.OBJECT_CONFLICT, () -> objects.put(key, "b".getBytes(UTF_8), "text/plain"), key);

        assertThat(objects.get(key)).hasValueSatisfying(body -> assertThat(body).asString(UTF_8).isEqualTo("a"));
    }

    @Test
    void aMissingBucketIsNamed() throws Exception {
        SmallObjects objects = objects(store.settings().withName("nowhere"));

        assertFails(ErrorCode.BUCKET_MISSING, () -> objects.put("a", new byte[1], "text/plain"), "s3://nowhere/a");
        assertFails(ErrorCode.BUCKET_MISSING, () -> objects.get("a"), "s3://nowhere/a");
    }

    @Test
    void refusedCredentialsAreSaidWithoutQuotingThem() throws Exception {
        SmallObjects objects = objects(store.settings().withSecretKeyFile(store.file("wrong", "wrong-secret")));

        assertFails(ErrorCode.BUCKET_ACCESS_DENIED, () -> objects.put("a", new byte[1], "text/plain"),
                "s3://backups/a");
        assertFails(ErrorCode.BUCKET_ACCESS_DENIED, () -> objects.get("a"), "s3://backups/a");
    }

    @Test
    void aMissingCredentialsFileIsNamed() throws Exception {
        SmallObjects objects = objects(store.settings().withSecretKeyFile(folder.resolve("none")));

        assertFails(ErrorCode.BUCKET_ACCESS_DENIED, () -> objects.get("a"), "secret key file cannot be read");
    }

    @Test
    void aStoreThatIsDownIsUnreachable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        SmallObjects objects = objects(store.settings().withEndpoint("http://127.0.0.1:" + port));

        assertFails(ErrorCode.BUCKET_UNREACHABLE, () -> objects.put("a", new byte[1], "text/plain"), "s3://backups/a");
    }

    private static SmallObjects objects(BucketConfig config) {
        var client = LocalStore.client(config);
        return new SmallObjects(client, config, new Bucket(client, config));
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call, String naming) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e).hasMessageContaining(naming);
            assertThat(e.getMessage()).doesNotContain("test-secret", "wrong-secret", "test-key");
        });
    }
}
