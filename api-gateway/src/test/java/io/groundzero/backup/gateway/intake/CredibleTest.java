package io.groundzero.backup.gateway.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;

class CredibleTest {

    private static final String BACKUP = "main-20261123T030000Z";
    private static final Instant AT = Instant.parse("2026-11-23T03:00:00Z");

    @Test
    void theVerifierTellsVerdicts() {
        assertThatCode(() -> Credible.require(event(Stage.VERIFY, Facts.proof(proof(BACKUP))), "status.verify"))
                .doesNotThrowAnyException();
    }

    @Test
    void nobodyElseDoes() {
        assertThatThrownBy(() -> Credible.require(event(Stage.DUMP, Facts.proof(proof(BACKUP))), "status.dump"))
                .hasMessageContaining("DUMP");
        assertThatThrownBy(() -> Credible.require(event(Stage.VERIFY, Facts.proof(proof(BACKUP))), "status.dump"))
                .hasMessageContaining("status.dump");
        assertThatThrownBy(() -> Credible.require(event(Stage.SHIP, Facts.joined(BACKUP)), "status.ship"))
                .hasMessageContaining("SHIP");
    }

    @Test
    void aVerdictIsAboutItsOwnBackup() {
        assertThatThrownBy(() -> Credible
                .require(event(Stage.VERIFY, Facts.proof(proof("main-20261124T030000Z"))), "status.verify"))
                .hasMessageContaining(BACKUP);
    }

    private static StatusEvent event(Stage stage, Facts facts) {
        return new StatusEvent("e", BACKUP, "main", stage, null, StageState.DONE, 1, AT, null, null, null, null, null,
                facts);
    }

    private static Proof proof(String backup) {
        return new Proof(1, backup, "main", "s3://b", new Digest(1, "a".repeat(64)), Verdict.PROVEN, null, "", "full",
                AT, AT, AT, AT, 1L, AT, List.of(), List.of(), List.of());
    }
}
