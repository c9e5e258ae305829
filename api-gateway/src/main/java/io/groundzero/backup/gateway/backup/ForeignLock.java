package io.groundzero.backup.gateway.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;

/** The newest dump of a cluster had to do without its lock, because somebody who does not dump holds it. */
@ApplicationScoped
public class ForeignLock implements Concern {

    private final GatewayConfig config;
    private final ObjectReader lockHeldBy;

    ForeignLock(GatewayConfig config, ObjectMapper json) {
        this.config = config;
        this.lockHeldBy = json.reader().at("/lockHeldBy");
    }

    @Override
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        for (String cluster : config.clusters()) {
            Newest.dumped(cluster, now).ifPresent(backup -> {
                JsonNode holder = read(backup.dumpRecord);
                if (holder.isTextual()) {
                    problems.add(problem(cluster, backup, holder.asText()));
                }
            });
        }
        return problems;
    }

    private static Problem problem(String cluster, BackupRow backup, String holder) {
        return new Problem(AlarmKind.LOCK_HELD, cluster,
                "somebody who does not dump holds the lock that keeps two dumps of " + cluster + " apart: " + holder
                        + "; " + backup.id + " was dumped without it",
                "find out why this role takes a lock that is ours, end its session or take its right to connect away;"
                        + " the next dump that gets the lock ends this");
    }

    private JsonNode read(String dumpRecord) {
        try {
            return lockHeldBy.readTree(dumpRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
