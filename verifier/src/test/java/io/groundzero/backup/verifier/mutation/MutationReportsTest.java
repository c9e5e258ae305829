package io.groundzero.backup.verifier.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.handover.Publisher;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.openpgp.GeneratedKeys;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.TestBucketConfig;
import io.groundzero.backup.verifier.fixture.TestStore;
import io.groundzero.backup.verifier.proof.SignedDocuments;
import software.amazon.awssdk.services.s3.S3Client;

/** A report reaches bucket and gateway. */
class MutationReportsTest {

    private static final MutationReport REPORT = new MutationReport(1, Instant.parse("2026-11-23T04:30:00.123Z"), 1000,
            "15.1", false, "1 of 1 mutants survived", List.of(), List.of());
    private static final String KEY = TestStore.PREFIX + "/proofs/mutation/20261123T043000Z.json";

    @TempDir
    private Path folder;
    private TestStore store;
    private GeneratedKeys keys;
    private final List<String> signatures = new ArrayList<>();
    private MutationReports reports;
    private final List<byte[]> sent = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        store = new TestStore();
        BucketConfig config = TestBucketConfig.of(store);
        S3Client client = store.client(config);
        Bucket bucket = new Bucket(client, config);
        keys = GeneratedKeys.create(folder, "verifier", "verifier", Instant.now().minusSeconds(5));
        SignedDocuments documents = new SignedDocuments(new SmallObjects(client, config, bucket), bucket,
                SigningKey.load(keys.secretKey(), Optional.empty(), Clock.systemUTC()),
                VerificationKeys.load(List.of(keys.publicKey())), folder, WireFormat.mapper());
        reports = new MutationReports(documents, bucket.prefix(), new Publisher() {
            @Override
            public void publish(String routingKey, byte[] body, Map<String, Object> headers,
                    Duration expiration) {
                assertThat(routingKey).isEqualTo("status.mutation");
                sent.add(body);
                signatures.add(headers.get(MutationReport.SIGNATURE).toString());
            }

            @Override
            public void offer(String routingKey, byte[] body) {
                throw new AssertionError("it must not be lost");
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void itIsSignedStoredAndSent() throws Exception {
        // When
        reports.put(REPORT);

        // Then
        byte[] body = store.get(KEY);
        assertThat(WireFormat.mapper().readValue(body, MutationReport.class)).isEqualTo(REPORT);
        assertThat(VerificationKeys.load(List.of(keys.publicKey())).verify(body, store.get(KEY + ".asc")))
                .isEqualTo(keys.fingerprint());
        assertThat(sent).hasSize(1);
        assertThat(VerificationKeys.load(List.of(keys.publicKey())).verify(sent.get(0),
                signatures.get(0).getBytes(StandardCharsets.US_ASCII))).isEqualTo(keys.fingerprint());
        assertThat(WireFormat.mapper().readValue(sent.get(0), MutationReport.class)).isEqualTo(REPORT);
    }

    @Test
    void theGatewayLearnsOfItEvenIfTheBucketIsAway() throws Exception {
        // Given
        store.server().stop();

        // When, Then
        assertThatThrownBy(() -> reports.put(REPORT)).isInstanceOf(BackupException.class);
        assertThat(sent).hasSize(1);
    }
}
