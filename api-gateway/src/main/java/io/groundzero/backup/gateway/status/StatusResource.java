package io.groundzero.backup.gateway.status;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.groundzero.backup.gateway.security.Roles;

/** Am I protected? */
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class StatusResource {

    private final RecentStatus status;

    StatusResource(RecentStatus status) {
        this.status = status;
    }

    @GET
    public CurrentStatus.Status get() {
        return status.read();
    }
}
