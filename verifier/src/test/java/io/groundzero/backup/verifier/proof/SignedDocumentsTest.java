package io.groundzero.backup.verifier.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.openpgp.GeneratedKeys;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.TestBucketConfig;
import io.groundzero.backup.verifier.fixture.TestStore;
import io.groundzero.backup.verifier.proof.SignedDocuments.Signed;
import software.amazon.awssdk.services.s3.S3Client;

class SignedDocumentsTest {

    private static final String KEY = TestStore.PREFIX + "/proofs/main-20261123T030000Z/20261123T040000Z.json";
    private static final Map<String, String> DOCUMENT = Map.of("says", "something");

    @TempDir
    private Path keyFolder;
    @TempDir
    private Path folder;
    private TestStore store;
    private GeneratedKeys keys;
    private SignedDocuments documents;

    @BeforeEach
    void start() throws Exception {
        store = new TestStore();
        keys = GeneratedKeys.create(keyFolder, "verifier", "verifier", Instant.now().minusSeconds(5));
        documents = documents(keys);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void whatIsPutIsSignedAndFound() throws Exception {
        // When
        Signed put = documents.put(KEY, DOCUMENT);

        // Then
        assertThat(WireFormat.mapper().readTree(store.get(KEY)).get("says").asText()).isEqualTo("something");
        assertThat(VerificationKeys.load(List.of(keys.publicKey())).verify(store.get(KEY), store.get(KEY + ".asc")))
                .isEqualTo(keys.fingerprint());
        assertThat(documents.find(KEY)).get().satisfies(found -> {
            assertThat(found.body()).isEqualTo(put.body());
            assertThat(found.signature()).isEqualTo(put.signature());
        });
    }

    @Test
    void anInterruptedUploadGoesOnWithTheSameBytes() throws Exception {
        // Given
        store.server().stop();
        assertThatThrownBy(() -> documents.put(KEY, DOCUMENT)).isInstanceOf(BackupException.class);
        byte[] signature = Files.readAllBytes(folder.resolve("main-20261123T030000Z-20261123T040000Z.json.asc"));
        store.server().resume();

        // When
        Optional<Signed> found = documents.find(KEY);

        // Then
        assertThat(found).get().extracting(Signed::signature).isEqualTo(signature);
        assertThat(store.get(KEY + ".asc")).isEqualTo(signature);
    }

    @Test
    void whatWasWrittenWithoutItsSignatureNeverWas() throws Exception {
        // Given
        Files.writeString(folder.resolve("main-20261123T030000Z-20261123T040000Z.json"), "{}");

        // When
        Optional<Signed> found = documents.find(KEY);

        // Then
        assertThat(found).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void whatIsForgottenLiesInTheBucketOnly() throws Exception {
        // Given
        documents.put(KEY, DOCUMENT);

        // When
        documents.forget(KEY);

        // Then
        assertThat(left()).isEmpty();
        assertThat(documents.find(KEY)).isPresent();
    }

    @Test
    void whatIsPutAtOnceLeavesNothingHere() throws Exception {
        // When
        documents.upload(KEY, documents.sign(KEY, DOCUMENT));

        // Then
        assertThat(left()).isEmpty();
        assertThat(documents.find(KEY)).isPresent();
    }

    @Test
    void somebodyElsesIsRefused() throws Exception {
        // Given
        SignedDocuments theirs = documents(
                GeneratedKeys.create(keyFolder, "stranger", "stranger", Instant.now().minusSeconds(5)));
        theirs.upload(KEY, theirs.sign(KEY, DOCUMENT));

        // When, Then
        refused("was not signed by this verifier's key");
    }

    @Test
    void anUnsignedOneIsRefused() throws Exception {
        // Given
        store.put(KEY, "{}".getBytes(UTF_8));

        // When, Then
        refused("is there without a signature");
    }

    private void refused(String words) {
        assertThatThrownBy(() -> documents.find(KEY)).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_CONFLICT)).hasMessageContaining(words);
    }

    private List<Path> left() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private SignedDocuments documents(GeneratedKeys signer) throws Exception {
        BucketConfig config = TestBucketConfig.of(store);
        S3Client client = store.client(config);
        Bucket bucket = new Bucket(client, config);
        return new SignedDocuments(new SmallObjects(client, config, bucket), bucket,
                SigningKey.load(signer.secretKey(), Optional.empty(), Clock.systemUTC()),
                VerificationKeys.load(List.of(signer.publicKey())), folder, WireFormat.mapper());
    }
}
