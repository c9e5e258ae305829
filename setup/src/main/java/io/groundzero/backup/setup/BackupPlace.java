package io.groundzero.backup.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the backups lie, as far as the environment says it. What is not known is empty.
 *
 * @param prefix in the bucket, without slashes at its ends
 * @param clusters names of the protected clusters
 */
record BackupPlace(String bucket, String prefix, String endpoint, String region, List<String> clusters) {

    /** What can stand in a shell command as it is. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_./:%@+=,-]+");
    private static final Pattern CLUSTER = Pattern.compile("GZ_CLUSTERS_([A-Z0-9]+)_HOST");

    static BackupPlace of(Map<String, String> environment) {
        return new BackupPlace(known(environment, "GZ_BUCKET_NAME"), known(environment, "GZ_BUCKET_PREFIX"),
                known(environment, "GZ_BUCKET_ENDPOINT"), known(environment, "GZ_BUCKET_REGION"),
                clusters(environment));
    }

    /** The bucket with its prefix; empty if the bucket is not known. */
    String address() {
        return bucket.isEmpty() ? "" : "s3://" + bucket + "/" + (prefix.isEmpty() ? "" : prefix + "/");
    }

    private static List<String> clusters(Map<String, String> environment) {
        List<String> clusters = new ArrayList<>();
        for (String name : known(environment, "GZ_GATEWAY_CLUSTERS").split(",")) {
            if (!name.isBlank()) {
                clusters.add(name);
            }
        }
        if (clusters.isEmpty()) {
            environment.keySet().stream().map(CLUSTER::matcher).filter(Matcher::matches)
                    .map(name -> name.group(1).toLowerCase(Locale.ROOT)).sorted().forEach(clusters::add);
        }
        return List.copyOf(clusters);
    }

    private static String known(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "").strip();
        return HARMLESS.matcher(value).matches() ? value : "";
    }
}
