package io.groundzero.backup.gateway.security;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.security.Sessions.Ticket;
import io.vertx.core.http.HttpServerRequest;

/** Who is logged in to the dashboard, and an end to it. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class SessionListResource {

    private static final Logger LOG = Logger.getLogger(SessionListResource.class);

    /** Not those that were ended, nor those whose key was revoked. */
    private static final String OPEN = """
            SELECT s.* FROM open_session s WHERE s.until > ?1 AND NOT EXISTS (SELECT FROM ended_session e WHERE e.id = s.id)
              AND (s.key IS NULL OR EXISTS (SELECT FROM api_key k WHERE k.id = s.key AND k.revoked_at IS NULL))""";

    private final EntityManager entities;
    private final LastSeen seen;
    private final SessionCookies cookies;
    private final EndedSessions ended;
    private final Clock clock;

    SessionListResource(EntityManager entities, LastSeen seen, SessionCookies cookies, EndedSessions ended,
            Clock clock) {
        this.entities = entities;
        this.seen = seen;
        this.cookies = cookies;
        this.ended = ended;
        this.clock = clock;
    }

    /**
     * @param id tells it from all others, and opens nothing
     * @param name of the API key, or of the person
     * @param role {@code operator} or {@code viewer}
     * @param way KEY, or OPENID if the identity provider knows who it is
     * @param address from where it was used last
     * @param openedAt when somebody logged in
     * @param seenAt when it was used last
     * @param until when it ends by itself
     * @param own whether it is the one with which this was asked
     */
    public record OpenSession(String id, String name, String role, Actor.Way way, String address, Instant openedAt,
            Instant seenAt, Instant until, boolean own) {
    }

    /** The newest first. */
    public record OpenSessions(List<OpenSession> sessions) {
    }

    @GET
    @Transactional
    public OpenSessions list(@Context HttpServerRequest request) {
        String own = cookies.ticket(request).map(Ticket::id).orElse(null);
        return new OpenSessions(rows("").stream().map(row -> view(row, row.id.equals(own))).toList());
    }

    /** It cannot be used any more from now on; by another gateway, within seconds. */
    @DELETE
    @Path("{id}")
    @Transactional
    public OpenSession end(@PathParam("id") String id, @Context HttpServerRequest request) throws BackupException {
        OpenSessionRow row = rows(id).stream().findFirst()
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "there is no such session"));
        ended.end(new Ticket(row.id, row.until));
        LOG.infof("the session of %s from %s was ended", row.name, row.address);
        return view(row, cookies.ticket(request).filter(ticket -> ticket.id().equals(row.id)).isPresent());
    }

    /** @param id '' for all */
    private List<OpenSessionRow> rows(String id) {
        seen.write();
        return entities
                .createNativeQuery(OPEN + " AND ?2 IN ('', s.id) ORDER BY s.opened_at DESC, s.id", OpenSessionRow.class)
                .setParameter(1, clock.instant()).setParameter(2, id).getResultList();
    }

    private static OpenSession view(OpenSessionRow row, boolean own) {
        return new OpenSession(row.id, row.name, row.role, row.key == null ? Actor.Way.OPENID : Actor.Way.KEY,
                row.address, row.openedAt, row.seenAt, row.until, own);
    }
}
