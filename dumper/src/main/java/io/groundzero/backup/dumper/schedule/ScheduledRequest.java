package io.groundzero.backup.dumper.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.handover.Publisher;

/** Asks for a backup as a person would, through the queue, and does not give up until the broker has the request. */
@Singleton
class ScheduledRequest {

    private static final Logger LOG = Logger.getLogger(ScheduledRequest.class);

    private final Publisher publisher;
    private final ObjectMapper json;
    private final Clock clock;

    ScheduledRequest(Publisher publisher, ObjectMapper json, Clock clock) {
        this.publisher = publisher;
        this.json = json;
        this.clock = clock;
    }

    void send(String cluster) {
        Instant now = clock.instant();
        BackupRequested request = new BackupRequested(new BackupId(cluster, now).toString(), cluster, now, "schedule");
        byte[] body = bytes(request);
        boolean sent = false;
        while (!sent && !Thread.currentThread().isInterrupted()) {
            try {
                publisher.publish(BackupRequested.ROUTING_KEY, body, Map.of(), null);
                sent = true;
                LOG.infof("asked for %s, as scheduled", request.backupId());
            } catch (BackupException e) {
                // the publisher has waited for its patience to end already
                LOG.errorf("%s is due and the broker does not take the request: %s; trying on", request.backupId(),
                        e.getMessage());
            }
        }
    }

    private byte[] bytes(BackupRequested request) {
        try {
            return json.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a request", e);
        }
    }
}
