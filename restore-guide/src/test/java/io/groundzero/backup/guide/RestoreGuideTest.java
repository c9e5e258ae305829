package io.groundzero.backup.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.name.ObjectNames;

class RestoreGuideTest {

    private static final String SIGNER = "FEDCBA9876543210FEDCBA9876543210FEDCBA98";
    private static final Digest DIGEST = new Digest(1040, "b".repeat(64));
    private static final String ODD = "it's \"odd\" $(touch /tmp/pwned) `id`\n```\nrm -rf /";

    @Test
    void saysHowToRestoreOneBackup() throws Exception {
        Manifest manifest = Facts.manifest(Facts.source("postgres", "en_US.utf8"),
                List.of(Facts.database("app", Map.of("pgcrypto", "1.3")), Facts.database("postgres", Map.of()),
                        Facts.database(ODD, Map.of())),
                List.of(Facts.artifact("globals", ArtifactKind.GLOBALS, ObjectNames.GLOBALS, DIGEST),
                        Facts.artifact("app", ArtifactKind.DATABASE, ObjectNames.directoryDumpCompressed("app"),
                                DIGEST),
                        Facts.artifact("postgres", ArtifactKind.DATABASE,
                                ObjectNames.directoryDumpCompressed("postgres"), DIGEST),
                        Facts.artifact(ODD, ArtifactKind.DATABASE, ObjectNames.directoryDump(ODD), DIGEST),
                        Facts.artifact("fingerprint", ArtifactKind.FINGERPRINT, ObjectNames.FINGERPRINT, DIGEST)),
                "directory");

        String guide = guide(manifest);

        try (var golden = getClass().getResourceAsStream("/golden/RESTORE.md")) {
            assertThat(guide).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void namesOfPlainAndIcuClustersAreQuoted() {
        SourceFacts source = new SourceFacts("16.4", 16, null, "7", "o'admin", "UTF8", "icu", "de_DE.utf8",
                "de_DE.utf8", "de-u-co-phonebk; x", false, Map.of());
        Manifest manifest = Facts.manifest(source, List.of(Facts.database("a b", Map.of())),
                List.of(Facts.artifact("a b", ArtifactKind.DATABASE, ObjectNames.plainDump("a b"), DIGEST)), "plain");

        assertThat(guide(manifest)).contains("PGUSER=$'o\\047admin'", "--icu-locale='de-u-co-phonebk; x'",
                "decrypt a%20b.sql.gz.gpg | gunzip").doesNotContain("data-checksums", "## 6. What else");
    }

    @Test
    void settingsOfTheServerAreLinesAndNoMore() {
        SourceFacts source = Facts.source("postgres", "C.UTF-8").withSettings(Map.of("TimeZone", "x'\\ $(id) `id`",
                "DateStyle", "ISO\nEND\nid", "shared_preload_libraries",
                "timescaledb, \"$libdir/pg_cron\", x`id`, y'z, a\nid"));
        Manifest manifest = Facts.manifest(source, List.of(), List.of(), "directory");

        assertThat(guide(manifest))
                .contains("<<'END'\n# as the source has them", "\nTimeZone = 'x''\\\\ $(id) `id`'\nEND\n",
                        "PRELOAD=${PRELOAD:-}  ", "# see step 3; the source has timescaledb,$libdir/pg_cron\n",
                        "The source preloads `timescaledb,$libdir/pg_cron`.",
                        "    echo \"shared_preload_libraries = '$PRELOAD'\"")
                .doesNotContain("DateStyle", "x`id`", "y'z", "\nid");
    }

    private static String guide(Manifest manifest) {
        return new RestoreGuide(manifest, "s3://backups/dr/main/main-20261123T030000Z/", SIGNER).text();
    }
}
