package io.groundzero.backup.gateway.failure;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.message.BackupShipped;

/** Which service's queue a message belongs in, as infra/rabbitmq/definitions.json has it. */
final class WorkQueues {

    static final Set<String> NAMES = Set.of("dumper", "encryptor", "shipper", "verifier");

    private static final Map<String, String> BY_ROUTING_KEY = Map.of(BackupRequested.ROUTING_KEY, "dumper",
            ArtifactDumped.ROUTING_KEY, "encryptor", ArtifactEncrypted.ROUTING_KEY, "shipper",
            BackupShipped.ROUTING_KEY, "verifier");

    private WorkQueues() {
    }

    /** @return the queue's name; empty for what is no service's work, such as status events */
    static Optional<String> ofRoutingKey(String routingKey) {
        String direct = BY_ROUTING_KEY.get(routingKey);
        if (direct != null) {
            return Optional.of(direct);
        }
        // retry.<queue>, delay.<n>.<queue>
        String last = routingKey.substring(routingKey.lastIndexOf('.') + 1);
        boolean back = routingKey.startsWith("retry.") || routingKey.startsWith("delay.");
        return back && NAMES.contains(last) ? Optional.of(last) : Optional.empty();
    }
}
