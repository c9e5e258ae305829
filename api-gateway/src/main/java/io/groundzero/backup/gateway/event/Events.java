package io.groundzero.backup.gateway.event;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.gateway.backup.BackupState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;

/** What just happened, for whoever listens now. */
@ApplicationScoped
public class Events {

    /**
     * One event as listeners get it.
     *
     * @param backupState where the backup as a whole stands after it
     */
    public record EventView(String id, String backupId, String cluster, Stage stage, String artifact, StageState state,
            int attempt, Instant at, Long bytes, Long bytesTotal, String code, String cause, BackupState backupState) {
    }

    private final BroadcastProcessor<EventView> broadcast = BroadcastProcessor.create();

    public synchronized void tell(StatusEvent event, BackupState state) {
        broadcast.onNext(new EventView(event.id(), event.backupId(), event.cluster(), event.stage(), event.artifact(),
                event.state(), event.attempt(), event.at(), event.bytesDone(), event.bytesTotal(), event.code(),
                event.cause(), state));
    }

    /** From now on. A listener that is too slow loses events, and harms nobody else. */
    Multi<EventView> stream() {
        return broadcast.onOverflow().dropPreviousItems();
    }
}
