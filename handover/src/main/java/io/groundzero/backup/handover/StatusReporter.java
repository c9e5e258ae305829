package io.groundzero.backup.handover;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.Subject;

/** Tells the gateway what happens in this stage. */
class StatusReporter {

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final ObjectMapper json;
    private final Clock clock;
    private final Stage stage;

    StatusReporter(Publisher publisher, ObjectMapper json, Clock clock, Stage stage) {
        this.publisher = publisher;
        this.json = json;
        this.clock = clock;
        this.stage = stage;
    }

    void started(Subject subject, int attempt) throws BackupException {
        publisher.offer(routingKey(),
                bytes(event(subject, StageState.STARTED, attempt, null, null, null, null, null, null)));
    }

    /** Reports progress at most once a second. */
    Work.Progress progress(Subject subject, int attempt) {
        return new Work.Progress() {
            private long nextAt = System.nanoTime() + PROGRESS_INTERVAL.toNanos();

            @Override
            public synchronized void bytes(long done, long total) {
                if (System.nanoTime() < nextAt) {
                    return;
                }
                nextAt = System.nanoTime() + PROGRESS_INTERVAL.toNanos();
                try {
                    publisher.offer(routingKey(), StatusReporter.this.bytes(event(subject, StageState.PROGRESS, attempt,
                            done, total > 0 ? total : null, null, null, null, null)));
                } catch (BackupException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    void done(Subject subject, int attempt, Long bytes, StatusEvent.Facts facts) throws BackupException {
        StageState state = facts != null && facts.joined() != null ? StageState.JOINED : StageState.DONE;
        confirm(event(subject, state, attempt, bytes, bytes, null, null, null, facts));
    }

    void retrying(Subject subject, int attempt, ErrorCode code, String cause, Instant retryAt) throws BackupException {
        confirm(event(subject, StageState.RETRYING, attempt, null, null, code, cause, retryAt, null));
    }

    void failed(Subject subject, int attempt, ErrorCode code, String cause) throws BackupException {
        confirm(event(subject, StageState.FAILED, attempt, null, null, code, cause, null, null));
    }

    private StatusEvent event(Subject subject, StageState state, int attempt, Long done, Long total, ErrorCode code,
            String cause, Instant retryAt, StatusEvent.Facts facts) {
        return new StatusEvent(UUID.randomUUID().toString(), subject.backupId(), subject.cluster(), stage,
                subject.artifactName(), state, attempt, clock.instant(), done, total, code == null ? null : code.name(),
                cause, retryAt, facts, subject.drillId());
    }

    private void confirm(StatusEvent event) throws BackupException {
        publisher.publish(routingKey(), bytes(event), Map.of(), null);
    }

    private String routingKey() {
        return StatusEvent.ROUTING_KEY_PREFIX + stage.word();
    }

    private byte[] bytes(StatusEvent event) throws BackupException {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot write a status event", e);
        }
    }
}
