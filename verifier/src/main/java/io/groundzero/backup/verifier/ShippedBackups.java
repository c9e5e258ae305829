package io.groundzero.backup.verifier;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.handover.Handover;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes shipped backups from the verifier's queue. */
@ApplicationScoped
class ShippedBackups {

    private final Handover handover;
    private final VerifyBackup work;

    ShippedBackups(Handover handover, VerifyBackup work) {
        this.handover = handover;
        this.work = work;
    }

    @Incoming(Handover.CHANNEL)
    @Blocking(value = "verifier", ordered = false)
    CompletionStage<Void> receive(Message<byte[]> delivery) {
        return handover.handle(delivery, BackupShipped.ROUTING_KEY, BackupShipped.class, work);
    }
}
