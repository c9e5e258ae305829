package io.groundzero.backup.contracts.manifest;

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
 */
public record SourceFacts(String postgresVersion, int postgresMajor, String image, String systemIdentifier,
        String bootstrapSuperuser, String encoding, String localeProvider, String collate, String ctype,
        String icuLocale, boolean dataChecksums) {
}
