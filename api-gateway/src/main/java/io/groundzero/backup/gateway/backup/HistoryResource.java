package io.groundzero.backup.gateway.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkus.panache.common.Page;

/** How backups went over time, a point each: for charts. */
@Path("/api/v1/history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class HistoryResource {

    private static final int LONGEST_DAYS = 400;
    private static final int MOST_POINTS = 1000;

    private final Backups backups;
    private final Clock clock;

    HistoryResource(Backups backups, Clock clock) {
        this.backups = backups;
        this.clock = clock;
    }

    /**
     * One backup.
     *
     * @param id the backup
     * @param cluster the protected cluster
     * @param requestedAt when it was asked for
     * @param state where it stands
     * @param verdict of the newest proof, or null
     * @param bytes size in the bucket; null before it is shipped
     * @param backupSeconds at work until it was in the bucket; null before it is shipped
     * @param restoreSeconds of the newest PROVEN test; null if there is none
     */
    public record Point(String id, String cluster, Instant requestedAt, BackupState state, Verdict verdict, Long bytes,
            Double backupSeconds, Double restoreSeconds) {
    }

    /** Oldest first; the newest {@value #MOST_POINTS} at the most. */
    @GET
    @Transactional
    public List<Point> list(@QueryParam("days") String days) throws BackupException {
        Instant now = clock.instant();
        Instant since = now.minus(Duration.ofDays(days(days)));
        List<Point> points = BackupRow
                .<BackupRow>find(
                        "requestedAt > ?1 and state <> ?2 and requestedAt <= ?3 order by requestedAt desc, id desc",
                        since, BackupState.JOINED, Clocks.latest(now))
                .page(Page.ofSize(MOST_POINTS)).stream().map(this::point)
                .collect(Collectors.toList());
        Collections.reverse(points);
        return points;
    }

    private Point point(BackupRow row) {
        Manifest manifest = row.manifest == null ? null : backups.read(row.manifest, Manifest.class);
        Double restore = backups.proofs(row.id).stream()
                .filter(proof -> proof.verdict == Verdict.PROVEN && proof.signedBy != null && proof.rtoMillis != null)
                .findFirst()
                .map(proof -> proof.rtoMillis / 1000.0).orElse(null);
        return new Point(row.id, row.cluster, row.requestedAt, row.state, row.verdict,
                manifest == null
                        ? null
                        : manifest.artifacts().stream().mapToLong(artifact -> artifact.encrypted().size()).sum(),
                manifest == null
                        ? null
                        : manifest.durations().values().stream().mapToLong(Long::longValue).sum() / 1000.0,
                restore);
    }

    private static int days(String text) throws BackupException {
        try {
            int days = text == null ? 90 : Integer.parseInt(text);
            if (days >= 1 && days <= LONGEST_DAYS) {
                return days;
            }
        } catch (NumberFormatException e) {
            // told below, like any other value out of range
        }
        throw new BackupException(ErrorCode.REQUEST_INVALID, "days must be a number from 1 to " + LONGEST_DAYS);
    }
}
