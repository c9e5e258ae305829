package io.groundzero.backup.gateway.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.panache.common.Page;

/** Which API keys there are. They are made and revoked on the gateway's machine alone: {@link ApiKeyCommand}. */
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class KeyListResource {

    private static final int MOST = 500;

    private final LastSeen seen;

    KeyListResource(LastSeen seen) {
        this.seen = seen;
    }

    /**
     * @param name whose it is
     * @param role {@code operator} or {@code viewer}
     * @param holder PERSON, who may log in with it, or MACHINE
     * @param createdAt when it was made
     * @param usedAt when a call or a login came with it last; null if none did since that is written down
     * @param revokedAt since when it is refused; null if it is good
     */
    public record Key(String name, String role, Holder holder, Instant createdAt, Instant usedAt, Instant revokedAt) {
    }

    /** Good ones first, then those that were revoked, the newest first; at most {@value KeyListResource#MOST}. */
    public record Keys(List<Key> keys) {
    }

    @GET
    @Transactional
    public Keys list() {
        seen.write();
        Map<Long, Instant> uses = KeyUseRow.<KeyUseRow>listAll().stream()
                .collect(Collectors.toMap(use -> use.key, use -> use.at));
        return new Keys(ApiKeyRow.<ApiKeyRow>find("order by revokedAt desc nulls first, name").page(Page.ofSize(MOST))
                .list().stream().map(row -> new Key(row.name, row.role, row.holder, row.createdAt, uses.get(row.id),
                        row.revokedAt))
                .toList());
    }
}
