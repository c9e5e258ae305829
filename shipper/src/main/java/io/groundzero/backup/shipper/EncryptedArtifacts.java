package io.groundzero.backup.shipper;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.handover.Handover;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes encrypted artifacts from the shipper's queue. */
@ApplicationScoped
class EncryptedArtifacts {

    private final Handover handover;
    private final ShipArtifact work;

    EncryptedArtifacts(Handover handover, ShipArtifact work) {
        this.handover = handover;
        this.work = work;
    }

    /**
     * Not ordered, though one at a time (max-concurrency): ordered work runs in a queue that the connector shares, and
     * its connection for outgoing messages would wait there for this work, which waits for it.
     */
    @Incoming(Handover.CHANNEL)
    @Blocking(value = "shipper", ordered = false)
    CompletionStage<Void> receive(Message<byte[]> delivery) {
        return handover.handle(delivery, ArtifactEncrypted.ROUTING_KEY, ArtifactEncrypted.class, work);
    }
}
