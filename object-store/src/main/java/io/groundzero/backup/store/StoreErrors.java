package io.groundzero.backup.store;

import java.util.Optional;
import java.util.Set;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.trust.Distrust;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What a failed call to the object store means for a backup. */
public final class StoreErrors {

    private static final Set<String> CREDENTIALS = Set.of("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch",
            "AllAccessDisabled", "AccountProblem", "ExpiredToken", "InvalidToken");

    /** Credentials are refused on account of the time that was signed with them. */
    private static final Set<String> CLOCK = Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

    private StoreErrors() {
    }

    /**
     * @param failure what the client threw
     * @param what what was to be done, for example {@code upload app.dir.tar.gpg to s3://bucket/…}
     */
    public static BackupException translate(RuntimeException failure, String what) {
        return translate(failure, what, ErrorCode.BUCKET_FAILED);
    }

    /** @param otherwise what an answer means that says nothing of the bucket or the network */
    public static BackupException translate(RuntimeException failure, String what, ErrorCode otherwise) {
        if (failure instanceof AwsServiceException answer) {
            return new BackupException(code(answer, otherwise), what + ": " + words(answer), failure);
        }
        if (failure instanceof FileCredentials.CredentialsUnreadable) {
            return new BackupException(ErrorCode.BUCKET_ACCESS_DENIED, what + ": " + failure.getMessage(), failure);
        }
        Optional<String> distrust = Distrust.reason(failure);
        if (distrust.isPresent()) {
            return new BackupException(ErrorCode.BUCKET_UNTRUSTED,
                    what + ": the object store is not trusted: " + distrust.get(), failure);
        }
        if (failure instanceof SdkClientException) {
            return new BackupException(ErrorCode.BUCKET_UNREACHABLE, what + ": the object store does not answer: "
                    + root(failure), failure);
        }
        return new BackupException(otherwise, what + ": " + root(failure), failure);
    }

    private static ErrorCode code(AwsServiceException answer, ErrorCode otherwise) {
        String word = errorCode(answer);
        if ("NoSuchBucket".equals(word)) {
            return ErrorCode.BUCKET_MISSING;
        }
        if (CLOCK.contains(word)) {
            return ErrorCode.BUCKET_CLOCK_WRONG;
        }
        if (CREDENTIALS.contains(word) || answer.statusCode() == 403 || answer.statusCode() == 401) {
            return ErrorCode.BUCKET_ACCESS_DENIED;
        }
        if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
            return ErrorCode.BUCKET_UNREACHABLE;
        }
        if (answer instanceof NoSuchKeyException || "NoSuchKey".equals(word)) {
            return ErrorCode.OBJECT_MISSING;
        }
        // what stands before a store says 404 as well, and it must not count as a lost backup
        if (answer.statusCode() == 404 && word.isEmpty()) {
            return ErrorCode.BUCKET_UNREACHABLE;
        }
        return otherwise;
    }

    /** The store's own words. The answer's other fields may quote the request, and are left out. */
    private static String words(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        return "the object store answers " + answer.statusCode() + " " + errorCode(answer)
                + (message == null || message.isBlank() ? "" : ": " + message);
    }

    private static String errorCode(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getMessage() + " ("
                        + cause.getClass().getSimpleName() + ")";
    }
}
