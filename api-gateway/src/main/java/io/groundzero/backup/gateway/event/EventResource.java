package io.groundzero.backup.gateway.event;

import java.time.Duration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.groundzero.backup.gateway.security.Roles;
import io.smallrye.mutiny.Multi;

/** Server-sent events: every change of state, and progress. */
@Path("/api/v1/events")
@RolesAllowed(Roles.VIEWER)
public class EventResource {

    /** Shorter than the idle time after which proxies close a connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Events events;

    EventResource(Events events) {
        this.events = events;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = Events.EventView.class)))
    public Multi<OutboundSseEvent> events(@Context Sse sse) {
        Multi<OutboundSseEvent> happened = events.stream()
                .map(event -> sse.newEventBuilder().id(event.id()).name("status")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE).data(event).build());
        Multi<OutboundSseEvent> heartbeat = Multi.createFrom().ticks().every(HEARTBEAT).onOverflow().drop()
                .map(tick -> sse.newEventBuilder().comment("alive").build());
        return Multi.createBy().merging().streams(happened, heartbeat);
    }
}
