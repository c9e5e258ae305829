package io.groundzero.backup.store;

import java.time.Duration;

import javax.net.ssl.TrustManager;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The S3 client of a service, made from {@link BucketConfig} alone: neither the environment's nor a home directory's
 * AWS settings count, so a service never works with credentials that nobody gave it.
 */
public class StoreClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Long, because completing a large multipart upload keeps some stores busy for minutes before they answer. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    /** The client retries for a few seconds; what lasts longer is healed by the queue. */
    private static final int ATTEMPTS = 4;
    private static final BackoffStrategy BACKOFF = BackoffStrategy.exponentialDelay(Duration.ofMillis(200),
            Duration.ofSeconds(2));

    private static final Duration LOOK = Duration.ofSeconds(5);

    @Produces
    @ApplicationScoped
    S3Client client(S3ClientBuilder builder, BucketConfig config) {
        return configure(builder, config).build();
    }

    /** The same outside of Quarkus, for who only takes a look; it does not wait long. To be closed. */
    public static S3Client open(BucketConfig config) {
        return configure(S3Client.builder(), config, http(config, LOOK, LOOK)).build();
    }

    /** Sets everything, the HTTP client included. */
    public static S3ClientBuilder configure(S3ClientBuilder builder, BucketConfig config) {
        return configure(builder, config, http(config, CONNECT, ANSWER));
    }

    private static S3ClientBuilder configure(S3ClientBuilder builder, BucketConfig config,
            SdkHttpClient.Builder<?> http) {
        config.endpoint().ifPresent(builder::endpointOverride);
        return builder.httpClientBuilder(http).region(Region.of(config.region()))
                .serviceConfiguration(service -> service.pathStyleAccessEnabled(config.pathStyle()))
                .credentialsProvider(new FileCredentials(config.accessKeyFile(), config.secretKeyFile()))
                // The SDK's own checksum trailers are unknown to many S3-compatible stores. Integrity does not hang on
                // them: whoever writes sends Content-MD5, which every store checks, and whoever reads checks SHA-256.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy()
                        .toBuilder().maxAttempts(ATTEMPTS).backoffStrategy(BACKOFF)
                        .retryOnException(StoreClient::refused).build()));
    }

    /**
     * A single refusal says nothing yet: a byte that flips on its way makes a signature wrong, and a node that has not
     * heard of a policy or a clock refuses what the next one takes.
     */
    private static boolean refused(Throwable failure) {
        return failure instanceof S3Exception answer && answer.statusCode() == 403;
    }

    /** The JDK's own HTTP client: streams with a fixed length, buffers nothing, verifies host names. */
    private static SdkHttpClient.Builder<?> http(BucketConfig config, Duration connect, Duration answer) {
        TrustManager[] trusted = {BucketSettingsCheck.trusted(config)};
        return UrlConnectionHttpClient.builder().connectionTimeout(connect).socketTimeout(answer)
                .tlsTrustManagersProvider(() -> trusted);
    }
}
