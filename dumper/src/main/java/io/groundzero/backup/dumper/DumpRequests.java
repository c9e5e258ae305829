package io.groundzero.backup.dumper;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.handover.Handover;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes requests from the queue. */
@ApplicationScoped
class DumpRequests {

    private final Handover handover;
    private final DumpWork work;

    DumpRequests(Handover handover, DumpWork work) {
        this.handover = handover;
        this.work = work;
    }

    @Incoming(Handover.CHANNEL)
    @Blocking(value = "dumper", ordered = false)
    CompletionStage<Void> receive(Message<byte[]> delivery) {
        return handover.handle(delivery, BackupRequested.ROUTING_KEY, BackupRequested.class, work);
    }
}
