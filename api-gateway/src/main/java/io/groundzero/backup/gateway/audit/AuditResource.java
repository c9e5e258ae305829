package io.groundzero.backup.gateway.audit;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.gateway.page.Slice;
import io.groundzero.backup.gateway.problem.Input;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkus.panache.common.Page;

/** Who changed what, newest first. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class AuditResource {

    /**
     * @param actor name of the API key, or of the person
     * @param way KEY, SESSION, OPENID or COMMAND
     * @param address where it came from; null for a command
     * @param action method and path, a tool of MCP, or a command
     * @param outcome null when it was about to be done
     * @param begunBy the line that said so; null if there is none
     */
    public record Line(long id, Instant at, String actor, String role, String way, String address, String action,
            String outcome, Long begunBy) {

        static Line of(AuditRow row) {
            return new Line(row.id, row.at, row.actor, row.role, row.way, row.address, row.action, row.outcome,
                    row.begunBy);
        }
    }

    /** @param next give it as {@code after} for the next page; null on the last one */
    public record AuditPage(List<Line> lines, Long next) {
    }

    @GET
    @Transactional
    public AuditPage list(@QueryParam("limit") String limit, @QueryParam("after") String after) throws BackupException {
        int size = Slice.of(limit, null, id -> null).size();
        long below = after == null ? Long.MAX_VALUE : Input.valid(() -> number(after));
        List<AuditRow> rows = AuditRow.<AuditRow>find("id < ?1 order by id desc", below).page(Page.ofSize(size + 1))
                .list();
        boolean more = rows.size() > size;
        List<Line> lines = rows.stream().limit(size).map(Line::of).toList();
        return new AuditPage(lines, more ? lines.get(size - 1).id() : null);
    }

    private static long number(String after) {
        if (!after.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("after must be the number of a line");
        }
        return Long.parseLong(after);
    }
}
