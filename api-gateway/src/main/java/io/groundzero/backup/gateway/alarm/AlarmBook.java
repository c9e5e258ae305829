package io.groundzero.backup.gateway.alarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import io.groundzero.backup.gateway.status.Protection;
import io.groundzero.backup.gateway.status.Protection.Problem;

/** Knows which alarms are open, and tells once when that changes. */
@ApplicationScoped
public class AlarmBook {

    private record Key(AlarmKind kind, String subject) {
    }

    private final EntityManager entities;
    private final Event<AlarmChange> changes;

    AlarmBook(EntityManager entities, Event<AlarmChange> changes) {
        this.entities = entities;
        this.changes = changes;
    }

    /** Since when the state is what it is; null before the first look. */
    public Instant stateSince(Protection.State state) {
        ProtectionRow row = ProtectionRow.findById(ProtectionRow.ONLY);
        return row.state == state ? row.since : null;
    }

    public List<AlarmRow> open() {
        return AlarmRow.list("clearedAt is null order by raisedAt, id");
    }

    /** Open and cleared, newest first. */
    public List<AlarmRow> newest(int limit) {
        return AlarmRow.<AlarmRow>find("order by raisedAt desc, id desc").page(0, limit).list();
    }

    /**
     * Notes what is wrong now. Words may change while an alarm is open; that is no change to tell of.
     *
     * @param problems all of them, the worst first
     */
    @Transactional
    public void note(Protection.State state, List<Problem> problems, Instant now) {
        ProtectionRow last = entities.find(ProtectionRow.class, ProtectionRow.ONLY, LockModeType.PESSIMISTIC_WRITE);
        Map<Key, AlarmRow> gone = new LinkedHashMap<>();
        open().forEach(row -> gone.put(new Key(row.kind, row.subject), row));
        List<Alarm> raised = new ArrayList<>();
        List<Alarm> all = new ArrayList<>();
        Map<Key, Problem> current = new LinkedHashMap<>();
        problems.forEach(problem -> current.putIfAbsent(new Key(problem.kind(), problem.subject()), problem));
        current.forEach((key, problem) -> {
            AlarmRow row = gone.remove(key);
            boolean isNew = row == null;
            if (isNew) {
                row = new AlarmRow();
                row.kind = problem.kind();
                row.subject = problem.subject();
                row.raisedAt = now;
            }
            row.what = problem.what();
            row.remedy = problem.remedy();
            if (isNew) {
                row.persist();
                raised.add(row.alarm());
            }
            all.add(row.alarm());
        });
        gone.values().forEach(row -> row.clearedAt = now);
        Protection.State before = last.state;
        if (before != state) {
            last.state = state;
            last.since = now;
        }
        if (before != state || !raised.isEmpty() || !gone.isEmpty()) {
            changes.fire(new AlarmChange(now, before, state, raised, gone.values().stream().map(AlarmRow::alarm)
                    .toList(), all));
        }
    }
}
