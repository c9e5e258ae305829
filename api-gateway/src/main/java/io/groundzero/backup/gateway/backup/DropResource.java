package io.groundzero.backup.gateway.backup;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.gateway.security.Roles;

/** Takes the word of a person that a backup shrank rightly. */
@Path("/api/v1/backups/{id}/drop-acceptance")
@RolesAllowed(Roles.OPERATOR)
public class DropResource {

    private final Backups backups;
    private final Drops drops;

    DropResource(Backups backups, Drops drops) {
        this.backups = backups;
        this.drops = drops;
    }

    @POST
    @Transactional
    @APIResponse(responseCode = "204")
    public void accept(@PathParam("id") String id) throws BackupException {
        drops.accept(backups.named(id));
    }
}
