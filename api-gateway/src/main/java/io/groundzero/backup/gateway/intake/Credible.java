package io.groundzero.backup.gateway.intake;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.name.BackupId;

/**
 * Whether a service may say what its event says. The broker lets each service publish under its own routing key only,
 * so the key tells who speaks; the body could claim anything. Pure logic.
 */
final class Credible {

    private Credible() {
    }

    /**
     * @throws IllegalArgumentException if not
     */
    static void require(StatusEvent event, String routingKey) {
        if (!routingKey.equals(StatusEvent.ROUTING_KEY_PREFIX + event.stage().word())) {
            throw new IllegalArgumentException("it speaks of stage " + event.stage() + " under " + routingKey);
        }
        String cluster = BackupId.parse(event.backupId()).cluster();
        if (!cluster.equals(event.cluster())) {
            throw new IllegalArgumentException(event.backupId() + " is no backup of cluster " + event.cluster());
        }
        Facts facts = event.facts();
        if (facts == null) {
            return;
        }
        require(facts.dumped() == null || event.stage() == Stage.DUMP, event);
        require(facts.joined() == null || event.stage() == Stage.DUMP, event);
        require(facts.shipped() == null || event.stage() == Stage.SHIP, event);
        require(facts.drill() == null || event.stage() == Stage.VERIFY, event);
        require(facts.signedProof() == null || event.stage() == Stage.VERIFY, event);
        require(facts.proof() == null
                || event.stage() == Stage.VERIFY && event.backupId().equals(facts.proof().backupId()), event);
    }

    private static void require(boolean credible, StatusEvent event) {
        if (!credible) {
            throw new IllegalArgumentException("its facts are not for stage " + event.stage() + " of "
                    + event.backupId() + " to tell");
        }
    }
}
