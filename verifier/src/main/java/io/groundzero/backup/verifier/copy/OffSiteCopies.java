package io.groundzero.backup.verifier.copy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.CopyReport.SeenFile;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.handover.CopyPlace;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.StoreErrors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The backups in the bucket, as they lie there now. Lists, and reads nothing. */
@Singleton
public final class OffSiteCopies implements CopyPlace {

    private final S3Client client;
    private final Bucket bucket;

    public OffSiteCopies(S3Client client, Bucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public String place() {
        return CopyReport.OFF_SITE;
    }

    /**
     * @param since only backups with a time from here on; earlier ones are not even listed, because ids sort by time
     * @throws BackupException BUCKET_UNREACHABLE and the like: that is not the same as finding nothing
     */
    @Override
    public List<Seen> since(Instant since) throws BackupException {
        String root = bucket.prefix().isEmpty() ? "" : bucket.prefix() + "/";
        List<Seen> copies = new ArrayList<>();
        try {
            for (CommonPrefix folder : client.listObjectsV2Paginator(
                    request -> request.bucket(bucket.name()).prefix(root).delimiter("/")).commonPrefixes()) {
                String name = folder.prefix().substring(root.length(), folder.prefix().length() - 1);
                if (isCluster(name)) {
                    copies.addAll(of(folder.prefix(), new BackupId(name, since)));
                }
            }
        } catch (SdkException e) {
            throw StoreErrors.translate(e, "list " + bucket.address(root));
        }
        return copies;
    }

    private List<Seen> of(String folder, BackupId first) {
        Map<String, List<SeenFile>> files = new TreeMap<>();
        for (S3Object object : client.listObjectsV2Paginator(
                request -> request.bucket(bucket.name()).prefix(folder).startAfter(folder + first)).contents()) {
            String[] words = object.key().substring(folder.length()).split("/", -1);
            if (words.length == 2 && isBackup(words[0])) {
                files.computeIfAbsent(words[0], id -> new ArrayList<>())
                        .add(new SeenFile(words[1], object.size(), object.eTag()));
            }
        }
        return files.entrySet().stream().map(entry -> Seen.of(entry.getKey(), entry.getValue())).toList();
    }

    /** The proofs lie beside the clusters. */
    private static boolean isCluster(String name) {
        try {
            return !name.equals("proofs") && BackupId.requireClusterName(name) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isBackup(String name) {
        try {
            return BackupId.parse(name) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
