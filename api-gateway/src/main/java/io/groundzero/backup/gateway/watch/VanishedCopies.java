package io.groundzero.backup.gateway.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Protection.Problem;

/** One problem for all copies of a cluster that were found missing by one look at their place: a volume that is not mounted is one trouble. */
final class VanishedCopies {

    private static final int NAMED = 3;

    private record Look(String cluster, String place, Object since) {
    }

    private VanishedCopies() {
    }

    /** @param missing the newest backup first */
    static List<Problem> problems(List<MissingCopyRow> missing) {
        Map<Look, List<MissingCopyRow>> looks = missing.stream().collect(Collectors.groupingBy(
                VanishedCopies::look, LinkedHashMap::new, Collectors.toList()));
        List<Problem> problems = new ArrayList<>();
        looks.values().forEach(copies -> problems.add(problem(copies)));
        return problems;
    }

    private static Look look(MissingCopyRow copy) {
        return new Look(BackupId.parse(copy.key.backupId()).cluster(), copy.key.place(),
                copy.since == null ? copy.key.backupId() : copy.since);
    }

    private static Problem problem(List<MissingCopyRow> copies) {
        MissingCopyRow newest = copies.get(0);
        String what = "the " + newest.key.place() + " copy of " + newest.key.backupId() + " " + newest.what;
        if (copies.size() == 1) {
            return new Problem(AlarmKind.COPY_VANISHED, newest.key.place() + " " + newest.key.backupId(), what,
                    "find out who deleted it; start a new backup: POST /api/v1/backups");
        }
        String others = copies.stream().skip(1).limit(NAMED).map(copy -> copy.key.backupId())
                .collect(Collectors.joining(", "));
        int more = copies.size() - 1 - NAMED;
        return new Problem(AlarmKind.COPY_VANISHED, newest.key.place() + " " + newest.key.backupId(),
                what + "; found by the same look, not there or not whole: " + (copies.size() - 1) + " other copies ("
                        + others + (more > 0 ? " and " + more + " more" : "") + ")",
                "see whether the volume is mounted, or the bucket the right one; if so, find out who deleted them, and start a"
                        + " new backup: POST /api/v1/backups");
    }
}
