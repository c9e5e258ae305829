package io.groundzero.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.store.LocalStore.Settings;
import io.groundzero.backup.testbed.TestAuthority;
import software.amazon.awssdk.services.s3.S3Client;

/** The services' client against a store with https, whose certificate is for localhost. */
class StoreTlsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @TempDir
    static Path folder;

    private static LocalStore store;

    @BeforeAll
    static void start() throws Exception {
        store = new LocalStore(folder, AUTHORITY);
        LocalStore.client(trusting(AUTHORITY)).createBucket(request -> request.bucket("backups"));
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @Test
    void aStoreThatProvesWhoItIsIsUsed() throws Exception {
        SmallObjects objects = objects(trusting(AUTHORITY));

        objects.put("main/a", "x".getBytes(UTF_8), "text/plain");

        assertThat(store.settings().endpoint()).hasValueSatisfying(uri -> assertThat(uri).hasScheme("https"));
        assertThat(objects.get("main/a")).hasValueSatisfying(body -> assertThat(body).asString(UTF_8).isEqualTo("x"));
    }

    @Test
    void anotherAuthorityIsRefused() throws Exception {
        assertRefused(trusting(TestAuthority.create()), "not signed by an authority that is trusted here");
    }

    @Test
    void theJvmsOwnAuthoritiesAreNotEnoughForAPrivateOne() throws Exception {
        assertRefused(store.settings(), "not signed by an authority that is trusted here");
    }

    @Test
    void anotherHostNameIsRefused() throws Exception {
        String endpoint = store.settings().endpoint().orElseThrow().toString().replace("localhost", "127.0.0.1");

        assertRefused(trusting(AUTHORITY).withEndpoint(endpoint), "its certificate is not for this host name");
    }

    private static void assertRefused(Settings settings, String reason) {
        SmallObjects objects = objects(settings);

        assertThatThrownBy(() -> objects.put("main/b", new byte[1], "text/plain"))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.BUCKET_UNTRUSTED);
                    assertThat(e.code().curedByTime()).isFalse();
                })
                .hasMessageContainingAll("s3://backups/main/b: the object store is not trusted: ", reason);
        assertThatThrownBy(() -> objects.get("main/a")).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.BUCKET_UNTRUSTED));
    }

    private static Settings trusting(TestAuthority authority) throws Exception {
        return store.settings().withCertificateAuthority(authority.certificate());
    }

    private static SmallObjects objects(Settings settings) {
        S3Client client = LocalStore.client(settings);
        return new SmallObjects(client, settings, new Bucket(client, settings));
    }
}
