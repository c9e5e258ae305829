package io.groundzero.backup.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * The scheduler's own cron leaves out the hour that the change to summer time takes away: nothing with a schedule of the
 * user's may be left to it.
 */
class SchedulesTest {

    private static final Path ROOT = Path.of(System.getProperty("gz.root"));
    private static final Pattern OWN_CRON = Pattern.compile("setCron\\(|@Scheduled\\([^)]*cron");
    private static final Pattern OURS = Pattern.compile("new Recurring\\(");

    @Test
    void noScheduleIsLeftToTheSchedulersOwnCron() throws Exception {
        List<Path> sources;
        try (Stream<Path> all = Files.walk(ROOT)) {
            sources = all.filter(file -> file.toString().contains("/src/main/java/")
                    && file.toString().endsWith(".java")).toList();
        }

        assertThat(named(sources, OURS)).contains("Schedules.java", "DrillSchedules.java", "Rotation.java",
                "MutationSchedule.java");
        assertThat(named(sources, OWN_CRON)).isEmpty();
    }

    private static List<String> named(List<Path> sources, Pattern pattern) {
        return sources.stream().filter(file -> pattern.matcher(read(file)).find())
                .map(file -> file.getFileName().toString()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
