package io.groundzero.backup.gateway.alarm;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.groundzero.backup.gateway.security.Roles;

/** What was wrong, from when to when. */
@Path("/api/v1/alarms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class AlarmResource {

    private static final int LIMIT = 200;

    private final AlarmBook alarms;

    AlarmResource(AlarmBook alarms) {
        this.alarms = alarms;
    }

    /**
     * @param raisedAt when it was noticed
     * @param clearedAt when it was over; null while it lasts
     */
    public record AlarmView(AlarmKind kind, String subject, String what, String remedy, Instant raisedAt,
            Instant clearedAt) {
    }

    /** The newest alarms. */
    public record Alarms(List<AlarmView> alarms) {
    }

    @GET
    @Transactional
    public Alarms list() {
        return new Alarms(alarms.newest(LIMIT).stream().map(row -> new AlarmView(row.kind, row.subject, row.what,
                row.remedy, row.raisedAt, row.clearedAt)).toList());
    }
}
