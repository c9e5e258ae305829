package io.groundzero.backup.shipper.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.groundzero.backup.store.StoredObject;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One multipart upload of one file. Parts go in parallel, each straight from its region of the file, so memory does not
 * depend on their size. When a part fails for good the others are stopped, and awaited, so that none arrives after the
 * upload was aborted.
 */
class MultipartUploading {

    private final S3Client client;
    private final String bucket;
    private final boolean conditional;
    private final int parallel;

    MultipartUploading(S3Client client, String bucket, boolean conditional, int parallel) {
        this.client = client;
        this.bucket = bucket;
        this.conditional = conditional;
        this.parallel = parallel;
    }

    /**
     * @param sent takes the length of each part that has arrived
     * @throws RuntimeException of the client; the upload is then unfinished and must be aborted
     */
    void upload(String key, Path file, Parts parts, Checksums checksums, LongConsumer sent)
            throws InterruptedException {
        String uploadId = client.createMultipartUpload(request -> request.bucket(bucket).key(key)
                .contentType("application/octet-stream")
                .metadata(Map.of(StoredObject.SHA256, checksums.digest().sha256()))).uploadId();
        CompletedPart[] completed = sendAll(key, uploadId, file, parts, checksums, sent);
        CompleteMultipartUploadRequest.Builder complete = CompleteMultipartUploadRequest.builder().bucket(bucket)
                .key(key).uploadId(uploadId)
                .multipartUpload(CompletedMultipartUpload.builder().parts(completed).build());
        if (conditional) {
            complete.ifNoneMatch("*");
        }
        client.completeMultipartUpload(complete.build());
    }

    private CompletedPart[] sendAll(String key, String uploadId, Path file, Parts parts, Checksums checksums,
            LongConsumer sent) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallel, parts.count()));
        try {
            ExecutorCompletionService<Integer> sending = new ExecutorCompletionService<>(threads);
            CompletedPart[] completed = new CompletedPart[parts.count()];
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < parts.count(); i++) {
                int index = i;
                indexes.add(index);
                sending.submit(() -> {
                    completed[index] = send(key, uploadId, file, parts, index, checksums.md5().get(index));
                    return index;
                });
            }
            while (!indexes.isEmpty()) {
                Integer index = sending.take().get();
                indexes.remove(index);
                sent.accept(parts.length(index));
            }
            return completed;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            stop(threads);
        }
    }

    private CompletedPart send(String key, String uploadId, Path file, Parts parts, int index, String md5) {
        try (FileRegion region = new FileRegion(file, parts.offset(index), parts.length(index))) {
            String tag = client.uploadPart(request -> request.bucket(bucket).key(key).uploadId(uploadId)
                    .partNumber(index + 1).contentLength(parts.length(index)).contentMD5(md5), region.body()).eTag();
            return CompletedPart.builder().partNumber(index + 1).eTag(tag).build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Parts under way end by themselves, at the latest with the client's time-outs. */
    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        try {
            while (!threads.isTerminated()) {
                try {
                    threads.awaitTermination(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
