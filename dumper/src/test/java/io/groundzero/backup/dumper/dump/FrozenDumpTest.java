package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.dumper.dump.FrozenDumpScene.Seen;
import io.groundzero.backup.dumper.dump.FrozenDumpScene.Stage;
import io.groundzero.backup.dumper.dump.FrozenDumpScene.Who;
import io.groundzero.backup.dumper.testing.SourceCluster;

/**
 * Whatever of a dump stands still, nobody on the source waits longer than 10 s, and nothing of it is left there after two
 * minutes. A sample here; all stages, with the settings' defaults, in {@code make freeze}.
 */
class FrozenDumpTest {

    private static final boolean ALL = Boolean.getBoolean("gz.freeze.all");
    private static final long LONGEST_WAIT = 10_000;
    private static final long LONGEST_LEFT = 120_000;

    @TempDir
    Path folder;

    @Test
    void harmsNobody() throws Exception {
        SourceCluster source = SourceCluster.shared();
        List<Seen> all = play(source, ALL ? everything() : sample());

        SoftAssertions softly = new SoftAssertions();
        for (Seen seen : all) {
            softly.assertThat(seen.longestWait()).as("longest wait, " + seen).isLessThan(LONGEST_WAIT);
            softly.assertThat(seen.goneAfter()).as("sessions, " + seen).isLessThan(LONGEST_LEFT);
            softly.assertThat(seen.said()).as(seen.toString())
                    .matches("(?s)(DONE|SOURCE_LOCKED|SOURCE_UNREACHABLE|DUMP_STALLED)\\b.*");
        }
        softly.assertAll();
        assertThat(all).isNotEmpty();
    }

    /** At the same time: most of it is waiting. */
    private List<Seen> play(SourceCluster source, List<FrozenDumpScene> scenes) throws Exception {
        ExecutorService players = Executors.newFixedThreadPool(ALL ? 4 : 3);
        try {
            List<Future<Seen>> playing = scenes.stream().map(scene -> players.submit(() -> scene.play(source, folder)))
                    .toList();
            List<Seen> seen = new ArrayList<>();
            List<ExecutionException> failed = new ArrayList<>();
            for (Future<Seen> one : playing) {
                try {
                    Seen last = one.get();
                    System.out.println(last.line());
                    seen.add(last);
                } catch (ExecutionException e) {
                    System.out.println("| failed: " + e.getCause().getMessage() + " |");
                    failed.add(e);
                }
            }
            assertThat(failed).as("scenes that could not be played to their end").isEmpty();
            return seen;
        } finally {
            players.shutdownNow();
        }
    }

    private static List<FrozenDumpScene> sample() {
        return List.of(new FrozenDumpScene(Stage.COPY, Who.ALL, true, 90, 60),
                new FrozenDumpScene(Stage.BEFORE_LOCKS, Who.ALL, true, 90, 10),
                new FrozenDumpScene(Stage.PG_DUMP, Who.PROGRAM, true, 90, 60),
                new FrozenDumpScene(Stage.CHECKS, Who.DUMPER, false, 90, 10),
                new FrozenDumpScene(Stage.COPY, Who.PROGRAM, false, 5, 60));
    }

    private static List<FrozenDumpScene> everything() {
        List<FrozenDumpScene> all = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            for (Who who : Who.values()) {
                if (stage == Stage.CHECKS && who == Who.PROGRAM) {
                    // no program runs then: nothing would stand still, and a check may take its time
                    continue;
                }
                all.add(new FrozenDumpScene(stage, who, true, 90, 60));
                all.add(new FrozenDumpScene(stage, who, false, 90, 60));
            }
        }
        return all;
    }
}
