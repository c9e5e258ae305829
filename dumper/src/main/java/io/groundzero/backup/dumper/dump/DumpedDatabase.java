package io.groundzero.backup.dumper.dump;

import java.util.List;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;

/** What the dump of one database gave. */
record DumpedDatabase(DumpedArtifact artifact, DatabaseFacts facts, DatabaseFingerprint fingerprint,
        List<CheckResult> checks) {
}
