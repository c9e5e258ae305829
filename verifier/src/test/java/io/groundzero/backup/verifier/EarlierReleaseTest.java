package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.testbed.EarlierRelease;
import io.groundzero.backup.verifier.fixture.SharedStore;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestStore;

/** Backups in buckets outlive the release that made them: this one verifies them, and believes their proofs. */
@ExtendWith(SharedStore.class)
class EarlierReleaseTest {

    static List<EarlierRelease> releases() {
        return EarlierRelease.all();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsBackupIsProven(EarlierRelease release) throws Exception {
        TestStore store = SharedStore.get();
        try (TestVerifier verifier = new TestVerifier(store,
                Map.of("gz.verifier.decryption-keys", release.key("recipient.secret.asc").toString(),
                        "gz.verifier.manifest-signers", release.key("shipper.public.asc").toString()))) {
            Map<String, byte[]> objects = release.objects();
            objects.forEach((key, body) -> store.put(TestStore.PREFIX + "/" + key, body));
            String key = objects.keySet().stream().filter(name -> name.endsWith("/manifest.json")).findAny()
                    .orElseThrow();
            Manifest manifest = WireFormat.mapper().readValue(objects.get(key), Manifest.class);

            Proof proof = verifier.verify(new BackupShipped(manifest.backupId(), manifest.cluster(),
                    TestStore.PREFIX + "/" + key, TestBackup.digest(objects.get(key)),
                    manifest.shippedAt().plusSeconds(86400)));

            assertThat(proof.summary()).isEqualTo(firstProof(release, objects).summary());
            assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
            assertThat(proof.steps()).allMatch(ProofStep::passed);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsProofsAreBelieved(EarlierRelease release) throws Exception {
        Map<String, byte[]> objects = release.objects();
        VerificationKeys keys = VerificationKeys.load(List.of(release.key("verifier.public.asc")));
        List<String> proofs = objects.keySet().stream()
                .filter(key -> key.startsWith("proofs/") && key.endsWith(".json")).toList();

        assertThat(proofs).isNotEmpty();
        for (String proof : proofs) {
            keys.verify(objects.get(proof), objects.get(proof + ".asc"));
        }
    }

    private static Proof firstProof(EarlierRelease release, Map<String, byte[]> objects) throws Exception {
        String key = objects.keySet().stream().filter(name -> name.matches("proofs/.*Z\\.json")).findFirst()
                .orElseThrow(() -> new AssertionError(release + " has no proof"));
        return WireFormat.mapper().readValue(objects.get(key), Proof.class);
    }
}
