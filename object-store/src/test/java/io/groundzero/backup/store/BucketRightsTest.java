package io.groundzero.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

class BucketRightsTest {

    private static final String EXISTING = "main/main-20261123T030000Z/manifest.json";

    @TempDir
    static Path folder;

    private static LocalStore store;
    private static S3Client client;

    @BeforeAll
    static void start() throws Exception {
        store = new LocalStore(folder);
        // more patient than the client under test: a bucket that is asked for twice is there the second time
        try (S3Client patient = LocalStore.client(store.settings())) {
            patient.createBucket(request -> request.bucket("backups"));
            new SmallObjects(patient, store.settings(), new Bucket(patient, store.settings())).put(EXISTING,
                    "{}".getBytes(UTF_8), "application/json");
        }
        client = StoreClient.open(store.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        store.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(client.listObjectsV2(request -> request.bucket("backups")).contents()).singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo(EXISTING));
        assertThat(client.getObjectAsBytes(request -> request.bucket("backups").key(EXISTING)).asUtf8String())
                .isEqualTo("{}");
        assertThat(client.listMultipartUploads(request -> request.bucket("backups")).uploads()).isEmpty();
    }

    @Test
    void aKeyThatMayDoEverything() throws Exception {
        BucketRights rights = rights(client, store.settings());

        rights.listUploads();
        rights.look();
        assertThat(rights.put()).hasValueSatisfying(
                time -> assertThat(Duration.between(time, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1)));
        assertThat(rights.list("")).isPresent();
        assertThat(rights.mayRead()).isTrue();
        assertThat(rights.mayDelete()).isTrue();
    }

    @Test
    void aKeyThatMayNeitherReadNorDelete() throws Exception {
        try (S3Client limited = denied(GetObjectRequest.class, DeleteObjectRequest.class)) {
            BucketRights rights = rights(limited, store.settings());

            assertThat(rights.mayRead()).isFalse();
            assertThat(rights.mayDelete()).isFalse();
            assertThat(rights.put()).isPresent();
        }
    }

    @Test
    void whatCannotBeAbortedIsNotBegun() throws Exception {
        try (S3Client limited = denied(AbortMultipartUploadRequest.class)) {
            refused(() -> rights(limited, store.settings()).put(), ErrorCode.BUCKET_ACCESS_DENIED);
        }
    }

    @Test
    void aKeyThatMayNotPut() throws Exception {
        try (S3Client limited = denied(CreateMultipartUploadRequest.class)) {
            refused(() -> rights(limited, store.settings()).put(), ErrorCode.BUCKET_ACCESS_DENIED);
        }
    }

    @Test
    void aMissingBucketAndAWrongSecret() throws Exception {
        LocalStore.Settings missing = store.settings().withName("nowhere");
        refused(() -> rights(client, missing).put(), ErrorCode.BUCKET_MISSING);
        refused(() -> rights(client, missing).list(""), ErrorCode.BUCKET_MISSING);
        try (S3Client stranger = StoreClient
                .open(store.settings().withSecretKeyFile(store.file("other", "wrong")))) {
            refused(() -> rights(stranger, store.settings()).put(), ErrorCode.BUCKET_ACCESS_DENIED);
            refused(() -> rights(stranger, store.settings()).list(""), ErrorCode.BUCKET_ACCESS_DENIED);
        }
    }

    private static BucketRights rights(S3Client client, BucketConfig config) {
        return new BucketRights(client, new Bucket(client, config), "doctor/");
    }

    private static void refused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    /** The store has no policies, so what it would answer is put in its place. */
    @SafeVarargs
    private static S3Client denied(Class<? extends SdkRequest>... requests) throws Exception {
        return answering(403, requests);
    }

    @SafeVarargs
    private static S3Client answering(int status, Class<? extends SdkRequest>... requests) throws Exception {
        S3ClientBuilder builder = StoreClient.configure(
                S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()), store.settings());
        return builder.overrideConfiguration(
                builder.overrideConfiguration().toBuilder().addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                        for (Class<? extends SdkRequest> request : requests) {
                            if (request.isInstance(context.request())) {
                                throw S3Exception.builder().statusCode(status)
                                        .awsErrorDetails(AwsErrorDetails.builder().errorCode("ByTheTest").build())
                                        .build();
                            }
                        }
                    }
                }).build()).build();
    }
}
