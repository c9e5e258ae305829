package io.groundzero.backup.gateway.failure;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.start.OneAtATime;
import io.groundzero.backup.handover.Headers;
import io.groundzero.backup.handover.Publisher;
import io.quarkus.panache.common.Page;

/** The parked messages: kept with their bytes, so that they can be sent back. */
@ApplicationScoped
public class Failures {

    public static final String PARKED = "parked.";

    private static final String OPEN = "retriedAt is null and dismissedAt is null";
    private static final int LONGEST_LIST = 1000;
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_REASON = 1000;

    private final OneAtATime oneAtATime;
    private final Publisher publisher;
    private final ObjectMapper json;
    private final Clock clock;

    Failures(OneAtATime oneAtATime, Publisher publisher, ObjectMapper json, Clock clock) {
        this.oneAtATime = oneAtATime;
        this.publisher = publisher;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes a parked message in. The same message twice is one failure, with the newest cause.
     *
     * @param routingKey {@value #PARKED} and the queue that it belongs to. Headers may say anything: whoever parks for
     *        another queue would have the gateway bring it there
     */
    @Transactional
    public void park(String routingKey, byte[] body, Map<String, Object> headers) {
        keep(storable(routingKey.substring(PARKED.length())), body,
                text(headers, Headers.CODE, ErrorCode.MESSAGE_UNREADABLE.name()),
                text(headers, Headers.CAUSE, "it says no cause"), Headers.attempt(headers));
    }

    /**
     * Takes in a message that the broker had no queue for, or gave up delivering. What belongs to a service is listed
     * under its queue, so that it can be sent there once the broker is mended.
     */
    @Transactional
    public void stray(String routingKey, byte[] body, Map<String, Object> headers) {
        String queue = WorkQueues.ofRoutingKey(routingKey).orElse("unroutable");
        if (routingKey.startsWith(PARKED)) {
            park(routingKey, body, headers);
        } else {
            keep(queue, body, ErrorCode.MESSAGE_UNROUTABLE.name(),
                    "the broker had no queue for " + routingKey + ", or gave up delivering it",
                    Headers.attempt(headers));
        }
    }

    /** Takes in a message that belongs to no work queue, such as an unreadable one. */
    @Transactional
    public void keep(String queue, byte[] body, String code, String cause, int attempts) {
        String sha256 = sha256(body);
        // locked: whoever sends it back or dismisses it at this moment must not be undone; what comes after that is a failure
        // of its own
        FailureRow row = FailureRow.<FailureRow>find(OPEN + " and queue = ?1 and bodySha256 = ?2", queue, sha256)
                .withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
        if (row == null) {
            row = new FailureRow();
            row.queue = queue;
            row.body = body;
            row.bodySha256 = sha256;
            JsonNode message = read(body);
            row.backupId = name(message.path("backupId"));
            row.artifact = name(message.path("artifact").path("object"));
        }
        row.code = storable(code);
        row.cause = storable(cause);
        row.attempts = attempts;
        row.parkedAt = clock.instant();
        row.persist();
    }

    /** Those that nobody has sent back, newest first; at most {@value #LONGEST_LIST}. */
    @Transactional
    public List<FailureRow> open() {
        return FailureRow.<FailureRow>find(OPEN + " order by parkedAt desc, id desc")
                .page(Page.ofSize(LONGEST_LIST)).list();
    }

    public long count() {
        return FailureRow.count(OPEN);
    }

    /** Sends a message back to its work queue, with a fresh count of attempts. */
    public FailureRow retry(long id) throws BackupException {
        return oneAtATime.call(() -> sendBack(id));
    }

    private FailureRow sendBack(long id) throws BackupException {
        FailureRow row = open(id);
        if (!WorkQueues.NAMES.contains(row.queue) || row.backupId == null) {
            throw new BackupException(ErrorCode.CONFLICT,
                    "failure " + id + " is no step of a backup; sending it back would not help, dismissing it may");
        }
        if (ErrorCode.MESSAGE_MISDIRECTED.name().equals(row.code)) {
            throw new BackupException(ErrorCode.CONFLICT, "failure " + id
                    + " was sent by somebody who has no right to; sent back it would come from the gateway, which has");
        }
        publisher.publish("retry." + row.queue, row.body, Map.of(), null);
        row.retriedAt = clock.instant();
        return row;
    }

    /**
     * Takes a message off the list for good: a person has looked, and there is nothing left to repeat.
     *
     * @param because why, 1 to {@value #LONGEST_REASON} characters
     */
    @Transactional(rollbackOn = BackupException.class)
    public FailureRow dismiss(long id, String because) throws BackupException {
        if (because == null || because.isBlank() || because.strip().length() > LONGEST_REASON) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "\"because\" must say why nothing needs to be done any more, in 1 to " + LONGEST_REASON
                            + " characters");
        }
        FailureRow row = open(id);
        row.dismissedAt = clock.instant();
        row.dismissedBecause = storable(because.strip());
        return row;
    }

    private static FailureRow open(long id) throws BackupException {
        FailureRow row = FailureRow.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw new BackupException(ErrorCode.NOT_FOUND, "there is no failure " + id);
        }
        if (row.retriedAt != null) {
            throw new BackupException(ErrorCode.CONFLICT, "failure " + id + " was sent back at " + row.retriedAt);
        }
        if (row.dismissedAt != null) {
            throw new BackupException(ErrorCode.CONFLICT, "failure " + id + " was dismissed at " + row.dismissedAt);
        }
        return row;
    }

    private JsonNode read(byte[] body) {
        try {
            JsonNode message = json.readTree(body);
            return message == null ? json.createObjectNode() : message;
        } catch (IOException e) {
            return json.createObjectNode();
        }
    }

    private static String name(JsonNode node) {
        String text = node.isTextual() ? node.asText() : null;
        return text == null || text.length() > LONGEST_NAME || text.indexOf('\0') >= 0 ? null : text;
    }

    private static String text(Map<String, Object> headers, String name, String otherwise) {
        Object value = headers.get(name);
        return value == null ? otherwise : storable(value.toString());
    }

    /** PostgreSQL's text holds no zero character. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
