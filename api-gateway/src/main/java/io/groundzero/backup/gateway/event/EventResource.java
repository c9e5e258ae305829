package io.groundzero.backup.gateway.event;

import java.time.Duration;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.groundzero.backup.gateway.security.Actor;
import io.groundzero.backup.gateway.security.Admission;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;

/** Server-sent events: every change of state, and progress. Who returns after a loss of the connection misses nothing. */
@Path("/api/v1/events")
@RolesAllowed(Roles.VIEWER)
public class EventResource {

    /** Shorter than the idle time after which proxies close a connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Then whoever listens must come again, and show who he is. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Events events;
    private final SecurityIdentity identity;
    private final Admission admission;

    EventResource(Events events, SecurityIdentity identity, Admission admission) {
        this.events = events;
        this.identity = identity;
        this.admission = admission;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = Events.EventView.class)))
    public Multi<OutboundSseEvent> events(@HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastId,
            @Context Sse sse) {
        Multi<OutboundSseEvent> happened = events.after(lastId)
                .map(told -> sse.newEventBuilder().id(told.id()).name(told.event() == null ? "reset" : "status")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        // a browser passes no event on that has no data
                        .data(told.event() == null ? Map.of() : told.event()).build());
        Multi<OutboundSseEvent> heartbeat = Multi.createFrom().ticks().every(HEARTBEAT).onOverflow().drop()
                .map(tick -> sse.newEventBuilder().comment("alive").build());
        Actor actor = Actor.of(identity);
        return Multi.createBy().merging().streams(happened, heartbeat).select().first(told -> admission.lasts(actor))
                .select().first(LONGEST);
    }
}
