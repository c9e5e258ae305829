package io.groundzero.backup.handover;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.Subject;

/**
 * What happens around one service's step, the same for all: read the message, run the step, hand over, report; on
 * failure send the message to a delay queue or park it. Returning means that the message may be acknowledged. Free
 * of the framework.
 */
class StageRunner {

    private static final Logger LOG = Logger.getLogger(StageRunner.class);

    private final String queue;
    private final Publisher publisher;
    private final StatusReporter status;
    private final RetryPolicy policy;
    private final ObjectMapper json;
    private final Clock clock;

    StageRunner(String queue, Publisher publisher, StatusReporter status, RetryPolicy policy, ObjectMapper json,
            Clock clock) {
        this.queue = queue;
        this.publisher = publisher;
        this.status = status;
        this.policy = policy;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @throws BackupException if the broker did not take what must be handed over; the message must not be
     *         acknowledged
     */
    <M extends Subject> void run(byte[] body, Map<String, Object> headers, Class<M> type, Work<M> work)
            throws BackupException {
        int attempt = Headers.attempt(headers);
        M message;
        try {
            message = read(body, type);
        } catch (BackupException e) {
            LOG.errorf("%s: %s", e.code(), e.getMessage());
            park(body, attempt, e.code(), e.getMessage());
            return;
        }
        MDC.put("backup", message.backupId());
        try {
            attempt(message, body, attempt, work);
        } finally {
            MDC.remove("backup");
        }
    }

    private <M extends Subject> void attempt(M message, byte[] body, int attempt, Work<M> work)
            throws BackupException {
        String what = message.artifactName() == null ? "" : " " + message.artifactName();
        try {
            status.started(message, attempt);
            LOG.infof("started%s, attempt %d", what, attempt);
            Work.Result result = work.run(message, status.progress(message, attempt));
            for (Work.Next next : result.next()) {
                publisher.publish(next.routingKey(), json.writeValueAsBytes(next.message()), Map.of(), null);
            }
            status.done(message, attempt, result.bytes(), result.facts());
            result.tidyUp().run();
            LOG.infof("done%s", what);
        } catch (BackupException e) {
            if (e.code() == ErrorCode.BROKER_UNAVAILABLE) {
                throw e;
            }
            failed(message, body, attempt, e.code(), e.getMessage(), e);
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            failed(message, body, attempt, ErrorCode.INTERNAL, e.toString(), e);
        }
    }

    private void failed(Subject message, byte[] body, int attempt, ErrorCode code, String cause, Throwable failure)
            throws BackupException {
        if (policy.decide(attempt, code) instanceof RetryPolicy.Retry retry) {
            LOG.warnf(code == ErrorCode.INTERNAL ? failure : null, "%s: %s; attempt %d failed, next in %s", code, cause,
                    attempt, retry.delay());
            publisher.publish("delay." + retry.queue() + "." + queue, body,
                    Headers.of(queue, attempt + 1, code.name(), cause), retry.delay());
            status.retrying(message, attempt, code, cause, clock.instant().plus(retry.delay()));
        } else {
            LOG.errorf(failure, "%s: %s; parked after attempt %d. %s %s", code, cause, attempt, code.meaning(),
                    code.remedy());
            park(body, attempt, code, cause);
            status.failed(message, attempt, code, cause);
        }
    }

    private void park(byte[] body, int attempt, ErrorCode code, String cause) throws BackupException {
        publisher.publish("parked." + queue, body, Headers.of(queue, attempt, code.name(), cause), null);
    }

    private <M extends Subject> M read(byte[] body, Class<M> type) throws BackupException {
        try {
            M message = json.readValue(body, type);
            if (message == null || message.backupId() == null || message.cluster() == null) {
                throw new BackupException(ErrorCode.MESSAGE_UNREADABLE,
                        "a message in queue " + queue + " names no backup");
            }
            return message;
        } catch (IOException | RuntimeException e) {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "a message in queue " + queue + " is no "
                    + type.getSimpleName() + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }
}
