package io.groundzero.backup.handover;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.Claims;
import io.groundzero.backup.contracts.message.FutureClaim;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.Subject;
import io.groundzero.backup.contracts.name.BackupId;

/**
 * What happens around one service's step, the same for all: read the message, run the step, hand over, report; on
 * failure send the message to a delay queue or park it. Returning means that the message may be acknowledged. Free
 * of the framework.
 */
class StageRunner {

    private static final Logger LOG = Logger.getLogger(StageRunner.class);

    /** In bytes; the messages between services carry references, never payload. */
    static final int LARGEST = 1 << 20;

    private final String queue;
    private final Publisher publisher;
    private final StatusReporter status;
    private final RetryPolicy policy;
    private final BegunAttempts begun;
    private final ObjectMapper json;
    private final Clock clock;

    StageRunner(String queue, Publisher publisher, StatusReporter status, RetryPolicy policy, BegunAttempts begun,
            ObjectMapper json, Clock clock) {
        this.queue = queue;
        this.publisher = publisher;
        this.status = status;
        this.policy = policy;
        this.begun = begun;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Whatever the delivery holds, it is worked on, sent to a delay queue or parked.
     *
     * @throws BackupException if the broker did not take what must be handed over; the message must not be
     *         acknowledged
     */
    <M extends Record & Subject> void run(Delivery delivery, Origin origin, Class<M> type, Work<M> work)
            throws BackupException {
        int attempt = Headers.attempt(delivery.headers());
        M message = null;
        try {
            origin.require(delivery);
            message = read(delivery.body(), type);
            MDC.put("backup", message.backupId());
            Claims.requireCredible(message, clock.instant());
            requireHarmless(delivery.body());
            attempt(message, attempt, work);
        } catch (BackupException e) {
            if (e.code() == ErrorCode.BROKER_UNAVAILABLE) {
                throw e;
            }
            failed(message, delivery.body(), attempt, e.code(), e.getMessage(), e,
                    e instanceof Work.Failure more ? more.facts() : null);
        } catch (Throwable e) { // an Error that got through would end the consumer, and come again with the message
            failed(message, delivery.body(), attempt, ErrorCode.INTERNAL, e.toString(), e, null);
        } finally {
            begun.end();
            MDC.remove("backup");
        }
    }

    private void requireHarmless(byte[] body) throws BackupException {
        int before = begun.begin(body);
        if (before >= BegunAttempts.MOST) {
            throw new BackupException(ErrorCode.STEP_ENDS_PROCESS, "the " + queue + " was ended " + before
                    + " times while it worked on this message, and never came to an end of it");
        }
    }

    private <M extends Subject> void attempt(M message, int attempt, Work<M> work)
            throws BackupException, IOException {
        String what = message.artifactName() == null ? "" : " " + message.artifactName();
        status.started(message, attempt);
        LOG.infof("started%s, attempt %d", what, attempt);
        Work.Result result = work.run(message, status.progress(message, attempt));
        for (Work.Next next : result.next()) {
            publisher.publish(next.routingKey(), json.writeValueAsBytes(next.message()), Map.of(), null);
        }
        status.done(message, attempt, result.bytes(), result.facts());
        result.tidyUp().run();
        LOG.infof("done%s", what);
    }

    /** @param message null if it could not be read, or must not be believed: nothing is told in its name */
    private void failed(Subject message, byte[] body, int attempt, ErrorCode code, String cause, Throwable failure,
            StatusEvent.Facts facts)
            throws BackupException {
        boolean waits = !(failure instanceof FutureClaim claim) || claim.ahead().compareTo(RetryPolicy.LONGEST) <= 0;
        if (waits && policy.decide(attempt, code) instanceof RetryPolicy.Retry retry) {
            LOG.warnf(code == ErrorCode.INTERNAL ? failure : null, "%s: %s; attempt %d failed, next in %s", code, cause,
                    attempt, retry.delay());
            publisher.publish("delay." + retry.queue() + "." + queue, body,
                    Headers.of(queue, attempt + 1, code.name(), cause), retry.delay());
            if (message != null) {
                status.retrying(message, attempt, code, cause, clock.instant().plus(retry.delay()), facts);
            }
        } else {
            LOG.errorf(message == null ? null : failure, "%s: %s; parked after attempt %d. %s %s", code, cause, attempt,
                    code.meaning(),
                    code.remedy());
            park(body, attempt, code, cause);
            // nothing that the message says can be told of a backup whose time has not come
            if (message != null && waits) {
                status.failed(message, attempt, code, cause, facts);
            }
        }
    }

    private void park(byte[] body, int attempt, ErrorCode code, String cause) throws BackupException {
        publisher.publish("parked." + queue, body, Headers.of(queue, attempt, code.name(), cause), null);
    }

    private <M extends Subject> M read(byte[] body, Class<M> type) throws BackupException {
        if (body.length > LARGEST) {
            throw unreadable(type, "it has " + body.length + " bytes, and none of ours has more than " + LARGEST, null);
        }
        try {
            M message = json.readValue(body, type);
            if (message == null || message.backupId() == null || message.cluster() == null) {
                throw new IllegalArgumentException("it names no backup");
            }
            if (!BackupId.parse(message.backupId()).cluster().equals(message.cluster())) {
                throw new IllegalArgumentException("its backup is not one of its cluster");
            }
            message.requireWhole();
            return message;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw unreadable(type, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    private BackupException unreadable(Class<?> type, String why, Throwable cause) {
        return new BackupException(ErrorCode.MESSAGE_UNREADABLE,
                "a message in queue " + queue + " is no " + type.getSimpleName() + ": " + why, cause);
    }
}
