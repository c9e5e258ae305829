package io.groundzero.backup.contracts.manifest;

import java.util.Map;
import java.util.TreeMap;

/**
 * The protected cluster.
 *
 * @param postgresVersion for example {@code 16.4}
 * @param postgresMajor for example {@code 16}
 * @param image the container image it runs from, if configured, or null
 * @param systemIdentifier as in {@code pg_control_system()}
 * @param bootstrapSuperuser the name of the role with OID 10, which {@code initdb} must create again
 * @param encoding of {@code template0}
 * @param localeProvider of {@code template0}
 * @param collate of {@code template0}
 * @param ctype of {@code template0}
 * @param icuLocale of {@code template0}, or null
 * @param dataChecksums whether the cluster has data checksums
 * @param settings of the server that a restore may depend on, for example {@code shared_preload_libraries}; empty in
 *        manifests of versions that did not record them
 */
public record SourceFacts(String postgresVersion, int postgresMajor, String image, String systemIdentifier,
        String bootstrapSuperuser, String encoding, String localeProvider, String collate, String ctype,
        String icuLocale, boolean dataChecksums, Map<String, String> settings) {

    public SourceFacts {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }

    /** The same cluster with more known of its settings. */
    public SourceFacts withSettings(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(more);
        return new SourceFacts(postgresVersion, postgresMajor, image, systemIdentifier, bootstrapSuperuser, encoding,
                localeProvider, collate, ctype, icuLocale, dataChecksums, all);
    }

    /** The same cluster without any locale of its own: one that every machine can make. */
    public SourceFacts withPlainLocale() {
        return new SourceFacts(postgresVersion, postgresMajor, image, systemIdentifier, bootstrapSuperuser, encoding,
                "libc", "C", "C", null, dataChecksums, Map.of());
    }
}
