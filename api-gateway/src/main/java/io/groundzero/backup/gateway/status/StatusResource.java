package io.groundzero.backup.gateway.status;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.gateway.security.Roles;

/** Am I protected? */
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class StatusResource {

    private final RecentStatus status;
    private final ObjectMapper json;

    StatusResource(RecentStatus status, ObjectMapper json) {
        this.status = status;
        this.json = json;
    }

    @GET
    @APIResponseSchema(CurrentStatus.Status.class)
    public Response get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        CurrentStatus.Status now = status.read();
        String tag = StatusTag.of(now, json);
        Response.ResponseBuilder answer = StatusTag.matches(tag, ifNoneMatch)
                ? Response.notModified()
                : Response.ok(now);
        // whoever keeps it asks each time whether it still holds
        return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache").build();
    }
}
