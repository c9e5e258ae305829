package io.groundzero.backup.gateway.event;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.gateway.backup.BackupState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;

/** What just happened, for whoever listens now, and for whoever was away for a moment. */
@ApplicationScoped
public class Events {

    /** Of a night with progress every few seconds, some hours. */
    static final int REMEMBERED = 1000;

    private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");

    /**
     * One event as listeners get it.
     *
     * @param backupState where the backup as a whole stands after it
     */
    public record EventView(String id, String backupId, String cluster, Stage stage, String artifact, StageState state,
            int attempt, Instant at, Long bytes, Long bytesTotal, String code, String cause, BackupState backupState) {
    }

    /**
     * One event of the stream.
     *
     * @param id its place in the stream: the gateway's run and a number that grows by one
     * @param event what happened; null if the listener missed more than is remembered and must look at everything anew
     */
    record Told(String id, EventView event) {
    }

    /** What a run before this one told, or another gateway, is not remembered here. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<Told> remembered = new ArrayDeque<>();
    private final List<MultiEmitter<? super Told>> listeners = new CopyOnWriteArrayList<>();
    private long number;

    public synchronized void tell(StatusEvent event, BackupState state) {
        number++;
        Told told = new Told(id(), new EventView(event.id(), event.backupId(), event.cluster(), event.stage(),
                event.artifact(), event.state(), event.attempt(), event.at(), event.bytesDone(), event.bytesTotal(),
                event.code(), event.cause(), state));
        if (remembered.size() == REMEMBERED) {
            remembered.removeFirst();
        }
        remembered.addLast(told);
        listeners.forEach(listener -> listener.emit(told));
    }

    /**
     * Everything after an event, without a gap. A listener that is too slow is cut off, and harms nobody else; it finds
     * what it missed when it returns.
     *
     * @param lastId the id of the last event that the listener has; null for what happens from now on
     */
    Multi<Told> after(String lastId) {
        return Multi.createFrom().<Told>emitter(listener -> join(listener, lastId), BackPressureStrategy.IGNORE)
                .onOverflow().buffer(2 * REMEMBERED).onFailure(BackPressureFailure.class).recoverWithCompletion();
    }

    /** Nothing can happen between what is repeated and what comes. */
    private synchronized void join(MultiEmitter<? super Told> listener, String lastId) {
        missed(lastId).forEach(listener::emit);
        listeners.add(listener);
        listener.onTermination(() -> listeners.remove(listener));
    }

    private List<Told> missed(String lastId) {
        if (lastId == null) {
            return List.of();
        }
        Matcher id = ID.matcher(lastId);
        long last = id.matches() && id.group(1).equals(run) ? Long.parseLong(id.group(2)) : -1;
        long forgotten = number - remembered.size();
        return last < forgotten || last > number
                ? List.of(new Told(id(), null))
                : remembered.stream().skip(last - forgotten).toList();
    }

    private String id() {
        return run + "-" + number;
    }
}
