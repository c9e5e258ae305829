package io.groundzero.backup.gateway.mcp;

import java.time.Instant;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.StrictBody;
import io.groundzero.backup.gateway.security.Actor;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * Tokens with which a person lets an assistant do one destructive thing. The assistant holds an operator's key, so a key
 * alone gets none: only who is logged in to the dashboard does, and a machine's key cannot log in.
 */
@Path("/api/v1/mcp-tokens")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class TokenResource {

    private static final Set<String> ACTIONS = Set.of(DismissFailureTool.NAME);

    private final OneTimeTokens tokens;
    private final SecurityIdentity identity;

    TokenResource(OneTimeTokens tokens, SecurityIdentity identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    /**
     * @param action the tool that is allowed, with dots: {@code failure.dismiss}
     * @param subject what it may be used on: the failure's id
     */
    @Schema(name = "TokenRequest")
    public record Request(String action, String subject) {
    }

    /**
     * @param token good for one call
     * @param expiresAt until when
     */
    public record Issued(String token, String action, String subject, Instant expiresAt) {
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @CustomDeserialization(StrictBody.class)
    @APIResponseSchema(value = Issued.class, responseCode = "201")
    public Response issue(Request request) throws BackupException {
        if (Actor.of(identity).way() != Actor.Way.SESSION) {
            throw new BackupException(ErrorCode.FORBIDDEN,
                    "a person gets a one-time token from the dashboard; an API key does not");
        }
        if (request == null || !ACTIONS.contains(String.valueOf(request.action())) || request.subject() == null
                || !request.subject().matches("\\d{1,18}")) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "the body must be {\"action\": \"" + DismissFailureTool.NAME
                            + "\", \"subject\": \"<id of a failure>\"}");
        }
        OneTimeTokens.Token token = tokens.issue(DismissFailureTool.action(Long.parseLong(request.subject())));
        return Response.status(201).header("Cache-Control", "no-store")
                .entity(new Issued(token.value(), request.action(), request.subject(), token.expiresAt())).build();
    }
}
