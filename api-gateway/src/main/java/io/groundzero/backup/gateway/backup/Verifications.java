package io.groundzero.backup.gateway.backup;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.handover.Publisher;

/** Has backups verified again. */
@ApplicationScoped
public class Verifications {

    private final Publisher publisher;
    private final ObjectMapper json;
    private final Clock clock;

    Verifications(Publisher publisher, ObjectMapper json, Clock clock) {
        this.publisher = publisher;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param shipped the message that had it verified the first time
     * @return the time that names the new proof
     */
    public Instant request(BackupShipped shipped) throws BackupException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        BackupShipped again = new BackupShipped(shipped.backupId(), shipped.cluster(), shipped.manifestObject(),
                shipped.manifest(), now);
        try {
            publisher.publish(BackupShipped.ROUTING_KEY, json.writeValueAsBytes(again), Map.of(), null);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot write a message", e);
        }
        return now;
    }
}
