package io.groundzero.backup.verifier.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.CopyReport.SeenFile;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.verifier.TestBucketConfig;
import io.groundzero.backup.verifier.fixture.TestStore;
import software.amazon.awssdk.services.s3.S3Client;

class OffSiteCopiesTest {

    private static final Instant SINCE = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void countsWhatIsThere() throws Exception {
        try (TestStore store = new TestStore()) {
            // Given
            OffSiteCopies offSite = copies(store);
            put(store, "main/main-20260303T030000Z/", "globals.sql.zst.gpg", "app.dir.tar.zst.gpg", "manifest.json",
                    "manifest.json.asc", "RESTORE.md");
            put(store, "main/main-20260304T030000Z/", "globals.sql.zst.gpg", "manifest.json");
            put(store, "main/main-20260301T030000Z/", "globals.sql.zst.gpg");
            put(store, "other/other-20260302T000000Z/", "globals.sql.zst.gpg");
            put(store, "proofs/main-20260303T030000Z/", "20260303T040000Z.json");

            // When
            List<Seen> copies = offSite.since(SINCE);

            // Then
            assertThat(copies.get(0).files()).extracting(SeenFile::name).contains("manifest.json", "RESTORE.md");
            assertThat(copies).flatExtracting(Seen::files).extracting(SeenFile::tag).doesNotContainNull();
            assertThat(copies).usingRecursiveFieldByFieldElementComparatorIgnoringFields("files")
                    .containsExactlyInAnyOrder(new Seen("main-20260303T030000Z", 2, 10, true),
                            new Seen("main-20260304T030000Z", 1, 5, false),
                            new Seen("other-20260302T000000Z", 1, 5, false));
        }
    }

    @Test
    void aBucketThatIsAwayIsNoEmptyBucket() throws Exception {
        try (TestStore store = new TestStore()) {
            OffSiteCopies offSite = copies(store);
            store.server().stop();

            assertThatThrownBy(() -> offSite.since(SINCE)).isInstanceOf(BackupException.class);
        }
    }

    private static OffSiteCopies copies(TestStore store) {
        BucketConfig config = TestBucketConfig.of(store);
        S3Client client = store.client(config);
        return new OffSiteCopies(client, new Bucket(client, config));
    }

    private static void put(TestStore store, String folder, String... names) {
        for (String name : names) {
            store.put(TestStore.PREFIX + "/" + folder + name, "12345".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
