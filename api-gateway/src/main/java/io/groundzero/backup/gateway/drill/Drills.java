package io.groundzero.backup.gateway.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.DrillId;
import io.groundzero.backup.gateway.backup.Clocks;
import io.groundzero.backup.gateway.page.Slice;
import io.groundzero.backup.gateway.signature.VerifierKeys;

/** All game days that the gateway has heard of, followed until their report. */
@ApplicationScoped
public class Drills {

    private final EntityManager entities;
    private final VerifierKeys verifiers;
    private final ObjectMapper json;
    private final Clock clock;

    Drills(EntityManager entities, VerifierKeys verifiers, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.verifiers = verifiers;
        this.json = json;
        this.clock = clock;
    }

    /** Takes a status event of a drill's verification in, whenever and however often it comes. */
    @Transactional
    public void apply(StatusEvent event) {
        if (event.drillId() == null) {
            return;
        }
        DrillRow drill = locked(event);
        Instant at = Clocks.bounded(event.at(), clock.instant());
        SignedReport signed = event.facts() == null ? null : event.facts().drill();
        if (signed != null) {
            if (verifiers.signer(signed.report().getBytes(UTF_8), signed.signature()).isEmpty()) {
                throw new IllegalArgumentException("the report of " + event.drillId()
                        + " is signed by none of the keys of GZ_GATEWAY_VERIFIER_KEYS");
            }
            drill.state = DrillState.of(about(event, read(signed.report())).outcome());
            drill.stateAt = at;
            drill.report = signed.report();
            drill.signature = signed.signature();
            drill.code = null;
            drill.cause = null;
        } else if (!drill.state.reported() && event.state() != StageState.DONE
        // whatever the verifier says is newer than the order, however the two clocks differ
                && (drill.state == DrillState.REQUESTED || !at.isBefore(drill.stateAt))) {
            drill.state = event.state() == StageState.FAILED ? DrillState.INCONCLUSIVE : DrillState.RUNNING;
            drill.stateAt = at;
            drill.code = event.code();
            // what another program said may hold anything; PostgreSQL's text holds no zero character
            drill.cause = event.cause() == null ? null : event.cause().replace("\0", "");
        }
    }

    /** @throws IllegalArgumentException if the report is of another drill or about another backup than its event */
    private static DrillReport about(StatusEvent event, DrillReport report) {
        if (!event.drillId().equals(report.id()) || !event.backupId().equals(report.backupId())
                || report.outcome() == null) {
            throw new IllegalArgumentException("the report of " + report.id() + " about " + report.backupId()
                    + " came as that of " + event.drillId() + " about " + event.backupId());
        }
        return report;
    }

    public Optional<DrillRow> find(String id) {
        return DrillRow.findByIdOptional(id);
    }

    /** @param cluster only its drills; null for all */
    Slice.Part<DrillRow> list(String cluster, Slice slice) {
        Map<String, Object> filters = new HashMap<>();
        filters.put("cluster", cluster);
        return slice.read((where, parameters) -> DrillRow.find(where, parameters), filters, row -> row.id);
    }

    /** The newest that is not of the future. */
    public Optional<DrillRow> latest() {
        return DrillRow.<DrillRow>find("requestedAt <= ?1 order by requestedAt desc, id desc",
                Clocks.latest(clock.instant())).firstResultOptional();
    }

    /** In short, as lists show it. */
    public DrillView brief(DrillRow row) {
        return DrillView.brief(row, row.report == null ? null : read(row.report));
    }

    /** With phases and forecast, as a drill's own page shows it. */
    public DrillView view(DrillRow row) {
        return DrillView.of(row, row.report == null ? null : read(row.report));
    }

    /** A report in words; the drill must have one. */
    public String markdown(DrillRow row) {
        return ReportMarkdown.of(read(row.report), row.report);
    }

    public Optional<DrillRow> latestReported() {
        return DrillRow.<DrillRow>find("report is not null and requestedAt <= ?1 order by requestedAt desc, id desc",
                Clocks.latest(clock.instant())).firstResultOptional();
    }

    /** @throws IllegalArgumentException if the text is no report */
    public DrillReport read(String report) {
        try {
            return json.readValue(report, DrillReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a drill's report: " + e.getOriginalMessage(), e);
        }
    }

    /** @return how many were inserted: 0 if there is one of this id */
    int insertUnlessThere(DrillId id, String cluster, String backupId, String requestedBy) {
        return entities
                .createNativeQuery("INSERT INTO drill (id, cluster, backup_id, requested_at, requested_by, state,"
                        + " state_at) VALUES (:id, :cluster, :backup, :at, :by, 'REQUESTED', :at) ON CONFLICT DO NOTHING")
                .setParameter("id", id.toString()).setParameter("cluster", cluster).setParameter("backup", backupId)
                .setParameter("at", id.time()).setParameter("by", requestedBy).executeUpdate();
    }

    /** An event may be the first that this gateway hears of a drill: its database may have been lost since. */
    private DrillRow locked(StatusEvent event) {
        insertUnlessThere(DrillId.parse(event.drillId()), event.cluster(), event.backupId(), "unknown");
        return entities.find(DrillRow.class, event.drillId(), LockModeType.PESSIMISTIC_WRITE);
    }
}
