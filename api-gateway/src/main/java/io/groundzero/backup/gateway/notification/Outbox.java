package io.groundzero.backup.gateway.notification;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.notification.OutboxRow.State;

/** What is still to be told. It is stored with the alarms, so that neither a crash nor an outage loses it. */
@ApplicationScoped
class Outbox {

    private static final String OPEN = "channel = ?1 and state in (?2, ?3)";
    private static final Duration KEPT = Duration.ofDays(30);

    private final Channels channels;
    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;

    Outbox(Channels channels, EntityManager entities, ObjectMapper json, Clock clock) {
        this.channels = channels;
        this.entities = entities;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A message to send now.
     *
     * @param row where it is stored
     * @param id names its change
     * @param change everything that the channel has not told yet
     */
    record Letter(long row, String id, AlarmChange change) {
    }

    /**
     * How a channel does.
     *
     * @param lastSentAt null if nothing was sent lately
     * @param lastError in words, null if nothing failed lately
     * @param pending how many changes wait
     */
    record Record(Instant lastSentAt, String lastError, Instant lastErrorAt, long pending) {
    }

    /** In the transaction that stores the alarms. The same change is stored once, however often it is told. */
    void changed(@Observes AlarmChange change) {
        String body = write(change);
        // the time is in it: no other change looks the same
        String id = UUID.nameUUIDFromBytes(body.getBytes(StandardCharsets.UTF_8)).toString();
        for (Channel channel : channels.all()) {
            entities.createNativeQuery("INSERT INTO notification"
                    + " (channel, change_id, change, state, created_at, since, due_at, attempts)"
                    + " VALUES (?1, ?2, ?3, 'PENDING', ?4, ?4, ?4, 0) ON CONFLICT (channel, change_id) DO NOTHING")
                    .setParameter(1, channel.name()).setParameter(2, id).setParameter(3, body)
                    .setParameter(4, clock.instant()).executeUpdate();
        }
    }

    /**
     * Takes what a channel has to tell, as one message however many changes wait: nobody wants old news. If its end is
     * never noted, because the gateway dies, it comes again.
     */
    @Transactional
    Optional<Letter> take(String channel) {
        Instant now = clock.instant();
        List<OutboxRow> open = OutboxRow.<OutboxRow>find(OPEN + " order by id", channel, State.PENDING, State.GIVEN_UP)
                .withLock(LockModeType.PESSIMISTIC_WRITE).list();
        if (open.stream().noneMatch(row -> row.state == State.PENDING && !row.dueAt.isAfter(now))) {
            return Optional.empty();
        }
        OutboxRow newest = open.get(open.size() - 1);
        AlarmChange change = open.stream().map(row -> read(row.change)).reduce(Changes::merge).orElseThrow();
        for (OutboxRow older : open.subList(0, open.size() - 1)) {
            older.state = State.SUPERSEDED;
            older.endedAt = now;
            newest.since = older.since.isBefore(newest.since) ? older.since : newest.since;
            if (older.failedAt != null) {
                newest.error = older.error;
                newest.failedAt = older.failedAt;
            }
        }
        newest.state = State.PENDING;
        newest.endedAt = null;
        newest.change = write(change);
        newest.attempts++;
        newest.dueAt = now.plus(Backoff.delay(newest.attempts));
        return Optional.of(new Letter(newest.id, newest.changeId, change));
    }

    @Transactional
    void sent(Letter letter) {
        OutboxRow row = OutboxRow.findById(letter.row());
        row.state = State.SENT;
        row.endedAt = clock.instant();
        OutboxRow.delete("channel = ?1 and state <> ?2 and createdAt < ?3", row.channel, State.PENDING,
                row.endedAt.minus(KEPT));
    }

    /** Returns whether it will not be tried again. */
    @Transactional
    boolean failed(Letter letter, String error) {
        OutboxRow row = OutboxRow.findById(letter.row());
        row.error = error;
        row.failedAt = clock.instant();
        boolean isOver = row.state == State.PENDING && Backoff.givesUp(row.createdAt, row.dueAt);
        if (isOver) {
            row.state = State.GIVEN_UP;
            row.endedAt = row.failedAt;
        }
        return isOver;
    }

    /** A channel works again: what was given up is told after all, and now. */
    @Transactional
    void works(String channel) {
        OutboxRow.update("state = ?1, endedAt = null where channel = ?2 and state = ?3", State.PENDING, channel,
                State.GIVEN_UP);
        OutboxRow.update("dueAt = ?1 where channel = ?2 and state = ?3", clock.instant(), channel, State.PENDING);
    }

    /** Messages for channels that are no longer there. Returns how many it gave up. */
    @Transactional
    int abandon(List<String> known) {
        List<String> channels = new ArrayList<>(known);
        // a list must not be empty, and no channel has this name
        channels.add("");
        return OutboxRow.update("state = ?1, endedAt = ?2 where state = ?3 and channel not in ?4", State.SUPERSEDED,
                clock.instant(), State.PENDING, channels);
    }

    /** What a channel tried to tell, and could not, since before a time. */
    @Transactional
    Optional<OutboxRow> failing(String channel, Instant before) {
        return OutboxRow.<OutboxRow>find(OPEN + " and since < ?4 and failedAt is not null order by id", channel,
                State.PENDING, State.GIVEN_UP, before).firstResultOptional();
    }

    @Transactional
    Record record(String channel) {
        OutboxRow sent = OutboxRow.<OutboxRow>find("channel = ?1 and state = ?2 order by endedAt desc", channel,
                State.SENT).firstResult();
        OutboxRow failed = OutboxRow.<OutboxRow>find("channel = ?1 and failedAt is not null order by failedAt desc",
                channel).firstResult();
        return new Record(sent == null ? null : sent.endedAt, failed == null ? null : failed.error,
                failed == null ? null : failed.failedAt,
                OutboxRow.count("channel = ?1 and state = ?2", channel, State.PENDING));
    }

    private String write(AlarmChange change) {
        try {
            return json.writeValueAsString(change);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private AlarmChange read(String change) {
        try {
            return json.readValue(change, AlarmChange.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored notification cannot be read", e);
        }
    }
}
