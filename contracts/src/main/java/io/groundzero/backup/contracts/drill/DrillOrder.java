package io.groundzero.backup.contracts.drill;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.groundzero.backup.contracts.name.DrillId;

/**
 * Asks for a game day: the verification that carries it is reported against the targets. The gateway knows targets and
 * history; the verifier measures, writes the report and signs it.
 *
 * @param id {@code drill-<yyyyMMdd'T'HHmmss'Z'>}
 * @param requestedAt when the drill was asked for
 * @param requestedBy {@code schedule}, {@code api} or {@code mcp}
 * @param rpoTargetSeconds how much may be lost
 * @param rtoTargetSeconds how long a restore may take
 * @param history earlier proven restores of the cluster, oldest first, for the forecast
 */
public record DrillOrder(String id, Instant requestedAt, String requestedBy, long rpoTargetSeconds,
        long rtoTargetSeconds, List<Restore> history) {

    /**
     * @throws IllegalArgumentException if the id is no drill's or a target is not above 0
     */
    public DrillOrder {
        DrillId.parse(id);
        Objects.requireNonNull(requestedAt);
        if (rpoTargetSeconds <= 0 || rtoTargetSeconds <= 0) {
            throw new IllegalArgumentException("the targets of " + id + " are not above 0");
        }
        history = List.copyOf(history);
    }

    /**
     * One earlier restore.
     *
     * @param at when it finished
     * @param bytes size of the encrypted backup
     * @param millis from the start of the fetch until the last check passed
     */
    public record Restore(Instant at, long bytes, long millis) {
    }
}
