package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.message.Stage;

/** A message that ends the process is parked when it comes for the third time. The process is a real one, and really ends. */
class CrashLoopTest {

    private static final int ENDED = 86;
    private static final BackupRequested REQUEST = new BackupRequested("main-20261123T030000Z", "main",
            Instant.parse("2026-11-23T03:00:00Z"), "api");
    private static final BackupRequested OTHER = new BackupRequested("main-20261123T040000Z", "main",
            Instant.parse("2026-11-23T04:00:00Z"), "api");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void note() {
        file = folder.resolve("begun");
    }

    /** A service whose work ends its JVM as an out-of-memory error does. */
    static final class Service {

        private static final ObjectMapper JSON = WireFormat.mapper();
        private final List<String> keys = new ArrayList<>();
        private final BegunAttempts begun;

        Service(Path file) {
            this.begun = new BegunAttempts(Optional.of(file));
        }

        public static void main(String[] arguments) throws Exception {
            new Service(Path.of(arguments[0])).deliver(REQUEST, (message, progress) -> {
                Runtime.getRuntime().halt(ENDED);
                return null;
            });
        }

        List<String> deliver(BackupRequested message, Work<BackupRequested> work) throws Exception {
            Publisher publisher = new Publisher() {

                @Override
                public void publish(String routingKey, byte[] body, Map<String, Object> headers, Duration expiration) {
                    keys.add(routingKey + " " + headers.getOrDefault(Headers.CODE, ""));
                }

                @Override
                public void offer(String routingKey, byte[] body) {
                    // may be lost
                }
            };
            Clock clock = Clock.systemUTC();
            new StageRunner("dumper", publisher, new StatusReporter(publisher, JSON, clock, Stage.DUMP),
                    new RetryPolicy(List.of(Duration.ofSeconds(1)), 3), begun, JSON, clock)
                    .run(new Delivery(BackupRequested.ROUTING_KEY, Optional.empty(), Map.of(),
                            JSON.writeValueAsBytes(message)),
                            Origin.ofWork("dumper", BackupRequested.ROUTING_KEY),
                            BackupRequested.class, work);
            return keys;
        }
    }

    @Test
    void itIsParkedAtItsThirdComingAndOthersAreWorkedOn() throws Exception {
        crash();
        crash();
        List<BackupRequested> workedOn = new ArrayList<>();

        List<String> third = new Service(file).deliver(REQUEST, noting(workedOn));
        List<String> sentBack = new Service(file).deliver(REQUEST, noting(workedOn));

        assertThat(third).startsWith("parked.dumper STEP_ENDS_PROCESS");
        assertThat(sentBack).as("a person gave it what it lacked").containsExactly("status.dump ");
        assertThat(workedOn).containsExactly(REQUEST);
        assertThat(file).doesNotExist();
    }

    @Test
    void oneCrashIsTakenUpAgain() throws Exception {
        crash();
        List<BackupRequested> workedOn = new ArrayList<>();

        List<String> second = new Service(file).deliver(REQUEST, noting(workedOn));

        assertThat(second).containsExactly("status.dump ");
        assertThat(workedOn).containsExactly(REQUEST);
    }

    /** However often a connection is lost, the broker delivers again: that is no fault of the message. */
    @Test
    void deliveriesThatCameToAnEndCountForNothing() throws Exception {
        for (int i = 0; i < 5; i++) {
            List<String> told = new Service(file).deliver(REQUEST, (message, progress) -> {
                throw new IllegalStateException("a bug");
            });
            assertThat(told).first().isEqualTo("delay.1.dumper INTERNAL");
        }
    }

    @Test
    void anotherMessageIsNotBlamed() throws Exception {
        crash();
        crash();
        List<BackupRequested> workedOn = new ArrayList<>();

        new Service(file).deliver(OTHER, noting(workedOn));

        assertThat(workedOn).containsExactly(OTHER);
    }

    @Test
    void aStopThatWasAskedForIsNoCrash() throws Exception {
        byte[] body = new byte[]{1};
        for (int i = 0; i < 5; i++) {
            BegunAttempts service = new BegunAttempts(Optional.of(file));
            assertThat(service.begin(body)).isZero();
            service.stop();
        }
    }

    @Test
    void aNoteThatCannotBeWrittenOrReadStopsNoBackup() throws Exception {
        byte[] body = new byte[]{1};
        Files.writeString(file, "\u0000 broken");

        assertThat(new BegunAttempts(Optional.of(file)).begin(body)).isZero();
        assertThat(new BegunAttempts(Optional.of(folder.resolve("no/such/folder"))).begin(body)).isZero();
        assertThat(new BegunAttempts(Optional.empty()).begin(body)).isZero();
    }

    private static Work<BackupRequested> noting(List<BackupRequested> workedOn) {
        return (message, progress) -> {
            workedOn.add(message);
            return Work.Result.of(List.of(), null, null);
        };
    }

    private void crash() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Service.class.getName(), file.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
        assertThat(process.waitFor()).as(Files.readString(folder.resolve("said"))).isEqualTo(ENDED);
    }
}
