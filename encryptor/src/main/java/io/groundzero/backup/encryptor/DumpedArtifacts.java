package io.groundzero.backup.encryptor;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.handover.Handover;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes dumped artifacts from the encryptor's queue. */
@ApplicationScoped
class DumpedArtifacts {

    private final Handover handover;
    private final ArtifactEncryption work;

    DumpedArtifacts(Handover handover, ArtifactEncryption work) {
        this.handover = handover;
        this.work = work;
    }

    /**
     * Not ordered: in order, Vert.x queues the work on the channel's context, and the outgoing channel, which connects
     * with the first message, waits in the same queue for it. There is only one delivery at a time anyway.
     */
    @Incoming(Handover.CHANNEL)
    @Blocking(value = "encryptor", ordered = false)
    CompletionStage<Void> receive(Message<byte[]> delivery) {
        return handover.handle(delivery, ArtifactDumped.ROUTING_KEY, ArtifactDumped.class, work);
    }
}
