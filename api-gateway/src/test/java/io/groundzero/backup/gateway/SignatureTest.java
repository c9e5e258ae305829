package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.awaitFailure;
import static io.groundzero.backup.gateway.Scene.backup;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.tellAsIs;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** A row without a valid signature of the verifier is no proof, whoever delivered it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SignatureTest {

    private static final Digest CONTENT = new Digest(1, "0".repeat(64));

    @ParameterizedTest
    @ValueSource(strings = {"none", "of a stranger", "of another text", "nonsense"})
    void whatNoVerifierSignedIsShownAndCountsForNothing(String signature) throws Exception {
        // Given
        String id = newId("main");
        Proof proof = proof(id, Verdict.PROVEN, Instant.now());

        // When
        tellAsIs(event(proof, switch (signature) {
            case "none" -> null;
            case "of a stranger" -> TestVerifier.STRANGER.sign(proof);
            case "of another text" -> new SignedReport(TestVerifier.KNOWN.sign(proof).report(),
                    TestVerifier.KNOWN.sign(proof(id, Verdict.REFUTED, Instant.now())).signature());
            default -> new SignedReport(TestVerifier.KNOWN.sign(proof).report(), "nonsense");
        }));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getList("proofs")).hasSize(1));
        assertThat(backup(id).getString("state")).isNotEqualTo("PROVEN");
        assertThat(backup(id).getString("verdict")).isNotEqualTo("PROVEN");
        assertThat(backup(id).getString("signatures[0].signedBy")).isNull();
        JsonPath status = viewer().get("/api/v1/status").jsonPath();
        assertThat(status.getString("state")).isNotEqualTo("PROTECTED");
        assertThat(status.getList("problems.findAll { it.kind == 'PROOF_UNSIGNED' }.subject")).contains("main");

        // When it is verified again
        tell(event(proof(id, Verdict.PROVEN, Instant.now().plusSeconds(1)), null));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getString("state")).isEqualTo("PROVEN"));
        assertThat(backup(id).getString("signatures[0].signedBy")).isEqualTo(TestVerifier.KNOWN.key().fingerprint());
        assertThat(viewer().get("/api/v1/status").jsonPath()
                .getList("problems.findAll { it.kind == 'PROOF_UNSIGNED' }.subject")).doesNotContain("main");
    }

    @Test
    void whatNobodySignedTakesNoProofsPlace() throws Exception {
        // Given
        String id = newId("main");
        Instant asked = Instant.now();
        tell(event(proof(id, Verdict.REFUTED, asked), null));
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getString("state")).isEqualTo("REFUTED"));

        // When
        tellAsIs(event(proof(id, Verdict.PROVEN, asked), null));
        tellAsIs(event(proof(id, Verdict.PROVEN, asked.plusSeconds(1)), null));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getList("proofs")).hasSize(2));
        assertThat(backup(id).getString("state")).isEqualTo("REFUTED");
    }

    @Test
    void theSignedProofOfAnotherBackupIsNoProofOfThisOne() throws Exception {
        String id = newId("main");
        Proof another = proof(newId("main"), Verdict.PROVEN, Instant.now());
        Proof claimed = proof(id, Verdict.PROVEN, Instant.now());

        tellAsIs(event(claimed, TestVerifier.KNOWN.sign(another)));

        awaitFailure("queue", "gateway.status");
        assertThat(viewer().get("/api/v1/backups/{id}", id).statusCode()).isEqualTo(404);
    }

    @Test
    void aTestOfTheVerifierByAStrangerIsNone() throws Exception {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        TestVerifier.STRANGER.tell(new MutationReport(1, at, 1000, "15.1", true, "all is well", List.of(), List.of()));

        await().atMost(SOON).untilAsserted(() -> assertThat(viewer().get("/api/v1/failures").jsonPath()
                .getList("cause", String.class)).anyMatch(cause -> cause.contains("GZ_GATEWAY_VERIFIER_KEYS")));
        assertThat(viewer().get("/api/v1/status").jsonPath().getString("verifierTest.at")).isNotEqualTo(at.toString());
    }

    private static StatusEvent event(Proof proof, SignedReport signed) {
        Instant now = Instant.now();
        return new StatusEvent(proof.backupId() + proof.verdict() + now, proof.backupId(), "main", Stage.VERIFY, null,
                StageState.DONE, 1, now, null, null, null, null, null, Facts.proof(proof, signed));
    }

    private static Proof proof(String id, Verdict verdict, Instant requestedAt) {
        Instant now = Instant.now();
        return new Proof(Proof.SCHEMA_VERSION, id, "main", "s3://b/x", CONTENT, verdict,
                verdict == Verdict.PROVEN ? null : "OBJECT_CORRUPT", "summary", "counts",
                requestedAt.truncatedTo(ChronoUnit.SECONDS), now, now, BackupId.parse(id).time(),
                verdict == Verdict.PROVEN ? 1500L : null, now.plusSeconds(3600), List.of(), List.of(), List.of());
    }
}
