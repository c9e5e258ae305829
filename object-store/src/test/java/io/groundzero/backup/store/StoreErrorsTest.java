package io.groundzero.backup.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class StoreErrorsTest {

    @Test
    void onlyTheStoreSaysThatAnObjectIsMissing() {
        assertThat(code(404, "NoSuchKey")).isEqualTo(ErrorCode.OBJECT_MISSING);
        // a HEAD has no body, and so no word
        assertThat(StoreErrors.translate(NoSuchKeyException.builder().statusCode(404).build(), "look").code())
                .isEqualTo(ErrorCode.OBJECT_MISSING);
        // a proxy while the store restarts
        assertThat(code(404, null)).isEqualTo(ErrorCode.BUCKET_UNREACHABLE);
        assertThat(code(404, "NoSuchBucket")).isEqualTo(ErrorCode.BUCKET_MISSING);
    }

    @Test
    void onlyAnUploadFailsAsAnUpload() {
        S3Exception redirect = (S3Exception) S3Exception.builder().statusCode(307).build();

        assertThat(StoreErrors.translate(redirect, "read x").code()).isEqualTo(ErrorCode.BUCKET_FAILED);
        assertThat(StoreErrors.translate(redirect, "upload x", ErrorCode.UPLOAD_FAILED).code())
                .isEqualTo(ErrorCode.UPLOAD_FAILED);
    }

    @Test
    void aWrongClockIsNoWrongKey() {
        assertThat(code(403, "RequestTimeTooSkewed")).isEqualTo(ErrorCode.BUCKET_CLOCK_WRONG);
        assertThat(code(403, "SignatureDoesNotMatch")).isEqualTo(ErrorCode.BUCKET_ACCESS_DENIED);
    }

    @Test
    void refusalsAndTroubleAreTold() {
        assertThat(code(403, "AccessDenied")).isEqualTo(ErrorCode.BUCKET_ACCESS_DENIED);
        assertThat(code(503, "SlowDown")).isEqualTo(ErrorCode.BUCKET_UNREACHABLE);
    }

    private static ErrorCode code(int status, String word) {
        AwsErrorDetails details = word == null ? null : AwsErrorDetails.builder().errorCode(word).build();
        return StoreErrors
                .translate((S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build(), "x")
                .code();
    }
}
