package io.groundzero.backup.shipper.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.handover.Work.Progress;
import io.groundzero.backup.shipper.LocalStore;
import io.groundzero.backup.shipper.LocalStore.Settings;
import io.groundzero.backup.shipper.Outage;
import io.groundzero.backup.store.Bucket;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

class UploadsTest {

    private static final int MIB = 1 << 20;

    @TempDir
    static Path folder;

    private static LocalStore store;
    private static Path large;
    private static Path medium;
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final String key = "main/b-" + KEYS.incrementAndGet() + "/app%20x.dir.tar.gpg";

    @BeforeAll
    static void start() throws Exception {
        store = new LocalStore(folder.resolve("store"));
        large = random("large", 80 * MIB + 123);
        medium = random("medium", 12 * MIB);
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeFileGoesInParts(boolean conditionalWrites) throws Exception {
        AtomicLong progress = new AtomicLong();

        uploads(store.settings().withConditionalWrites(conditionalWrites), 16).upload(large, digest(large), key,
                (done, total) -> progress.set(done));

        var stored = store.get(key);
        assertThat(sha256(stored.asByteArrayUnsafe())).isEqualTo(digest(large).sha256());
        assertThat(stored.response().metadata()).containsEntry("sha256", digest(large).sha256());
        assertThat(stored.response().eTag()).endsWith("-6\"");
        assertThat(progress).hasValue(digest(large).size());
        assertThat(store.unfinishedUploads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5 * MIB})
    void aSmallFileGoesInOnePiece(int size) throws Exception {
        Path small = random("small-" + size, size);

        uploads(store.settings(), 5).upload(small, digest(small), key, Progress.NONE);

        var stored = store.get(key);
        assertThat(stored.asByteArrayUnsafe()).isEqualTo(Files.readAllBytes(small));
        assertThat(stored.response().eTag()).doesNotContain("-");
    }

    @Test
    void whatIsThereIsNotSentAgain() throws Exception {
        uploads(store.settings(), 5).upload(medium, digest(medium), key, Progress.NONE);
        Outage noWrites = Outage.from(1, UploadPartRequest.class);

        uploads(store.settings(), 5, noWrites).upload(medium, digest(medium), key, Progress.NONE);

        assertThat(noWrites.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 16})
    void otherContentIsLeftAsItIs(int partSize) throws Exception {
        store.client().putObject(request -> request.bucket(LocalStore.BUCKET).key(key),
                RequestBody.fromString("other"));

        assertFails(ErrorCode.OBJECT_CONFLICT,
                () -> uploads(store.settings(), partSize).upload(medium, digest(medium), key, Progress.NONE));

        assertThat(store.get(key).asUtf8String()).isEqualTo("other");
        assertThat(store.unfinishedUploads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 16})
    void aMissingBucketIsSaid(int partSize) throws Exception {
        assertFails(ErrorCode.BUCKET_MISSING, () -> uploads(store.settings().withName("nowhere"), partSize)
                .upload(medium, digest(medium), key, Progress.NONE));
    }

    @Test
    void refusedCredentialsAreSaid() throws Exception {
        Settings wrong = store.settings().withSecretKeyFile(store.file("wrong", "wrong-secret"));

        assertFails(ErrorCode.BUCKET_ACCESS_DENIED,
                () -> uploads(wrong, 5).upload(medium, digest(medium), key, Progress.NONE));
    }

    @Test
    void aStoreThatIsDownIsSaid() throws Exception {
        // nobody listens there
        Settings down = store.settings().withAddress(URI.create("http://127.0.0.1:1"));

        assertFails(ErrorCode.BUCKET_UNREACHABLE,
                () -> uploads(down, 5).upload(medium, digest(medium), key, Progress.NONE));
    }

    @Test
    void aPartThatFailsForGoodLeavesNothing() throws Exception {
        Outage outage = Outage.from(2, UploadPartRequest.class);

        assertFails(ErrorCode.BUCKET_UNREACHABLE,
                () -> uploads(store.settings(), 5, outage).upload(large, digest(large), key, Progress.NONE));

        assertThat(store.keys()).doesNotContain(key);
        assertThat(store.unfinishedUploads()).isEmpty();
    }

    @Test
    void anUploadThatWasKilledIsAbortedByTheNextRun() throws Exception {
        String uploadId = store.client().createMultipartUpload(request -> request.bucket(LocalStore.BUCKET).key(key))
                .uploadId();
        store.client().uploadPart(
                request -> request.bucket(LocalStore.BUCKET).key(key).uploadId(uploadId).partNumber(1),
                RequestBody.fromBytes(new byte[5 * MIB]));
        String neighbour = key + ".other";
        store.client().createMultipartUpload(request -> request.bucket(LocalStore.BUCKET).key(neighbour));

        uploads(store.settings(), 5).upload(medium, digest(medium), key, Progress.NONE);

        assertThat(store.unfinishedUploads()).extracting("key").containsExactly(neighbour);
        assertThat(sha256(store.get(key).asByteArrayUnsafe())).isEqualTo(digest(medium).sha256());
        new Leftovers(store.client(), new Bucket(store.client(), store.settings())).abortAll(neighbour);
    }

    @Test
    void aStoreThatBreaksAwayInTheMiddleIsCleanedUpNextTime() throws Exception {
        // calls: list, head, create, first part
        assertFails(ErrorCode.BUCKET_UNREACHABLE, () -> uploads(store.settings(), 5, Outage.from(5)).upload(medium,
                digest(medium), key, Progress.NONE));
        assertThat(store.unfinishedUploads()).hasSize(1);

        uploads(store.settings(), 5).upload(medium, digest(medium), key, Progress.NONE);

        assertThat(store.unfinishedUploads()).isEmpty();
        assertThat(store.keys()).contains(key);
    }

    @Test
    void whenCompletingFailsNothingIsVisible() throws Exception {
        Outage outage = Outage.from(1, CompleteMultipartUploadRequest.class);

        assertFails(ErrorCode.BUCKET_UNREACHABLE,
                () -> uploads(store.settings(), 5, outage).upload(medium, digest(medium), key, Progress.NONE));

        assertThat(store.keys()).doesNotContain(key);
        assertThat(store.unfinishedUploads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6 * MIB, 12 * MIB - 1})
    void aFlippedByteIsNeverShipped(int position) throws Exception {
        Path copy = Files.copy(medium, folder.resolve("flipped-" + position));
        flip(copy, position);

        assertFails(ErrorCode.ARTIFACT_CHANGED,
                () -> uploads(store.settings(), 5).upload(copy, digest(medium), key, Progress.NONE));

        assertThat(store.keys()).doesNotContain(key);
        assertThat(store.unfinishedUploads()).isEmpty();
    }

    @Test
    void aByteThatFlipsAfterItWasCheckedIsRefusedByTheStore() throws Exception {
        Path copy = Files.copy(medium, folder.resolve("flipped-late"));
        ExecutionInterceptor late = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(software.amazon.awssdk.core.interceptor.Context.BeforeExecution context,
                    software.amazon.awssdk.core.interceptor.ExecutionAttributes attributes) {
                if (context.request() instanceof UploadPartRequest part && part.partNumber() == 2) {
                    flip(copy, 6 * MIB);
                }
            }
        };

        assertFails(ErrorCode.UPLOAD_FAILED,
                () -> uploads(store.settings(), 5, late).upload(copy, digest(medium), key, Progress.NONE));

        assertThat(store.keys()).doesNotContain(key);
        assertThat(store.unfinishedUploads()).isEmpty();
    }

    @Test
    void aTruncatedOrMissingFileIsNeverShipped() throws Exception {
        Path copy = Files.copy(medium, folder.resolve("truncated"));
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.truncate(12 * MIB - 1);
        }

        assertFails(ErrorCode.ARTIFACT_CHANGED,
                () -> uploads(store.settings(), 5).upload(copy, digest(medium), key, Progress.NONE));
        assertFails(ErrorCode.ARTIFACT_MISSING,
                () -> uploads(store.settings(), 5).upload(folder.resolve("none"), digest(medium), key, Progress.NONE));

        assertThat(store.keys()).doesNotContain(key);
    }

    private static Uploads uploads(Settings settings, int partMib, ExecutionInterceptor... interceptors) {
        S3Client client = LocalStore.client(settings, interceptors);
        return new Uploads(client, settings, new Bucket(client, settings), (long) partMib * MIB, 4);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.getMessage()).doesNotContain("test-secret", "wrong-secret", "test-key");
        });
    }

    private static void flip(Path file, long position) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.flip();
            one.put(0, (byte) ~one.get(0));
            channel.write(one, position);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path random(String name, int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    private static Digest digest(Path file) throws Exception {
        return new Digest(Files.size(file), sha256(Files.readAllBytes(file)));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
