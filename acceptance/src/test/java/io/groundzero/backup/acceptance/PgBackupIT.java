package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pg-backup.sh, as cron runs it, against a real gateway. */
class PgBackupIT {

    @TempDir
    Path folder;

    private Stack stack;

    @BeforeEach
    void start() throws Exception {
        stack = Stack.running();
    }

    @Test
    void aProvenBackupEndsWith0() throws Exception {
        Process script = script("operator-key");

        assertThat(end(script)).as(output()).isZero();
        assertThat(output()).matches("(?s)backup (\\S+)\nPROVEN \\1: (\\d+) of \\2 tables identical, .*\n");
    }

    @Test
    void aViewersKeyStartsNothing() throws Exception {
        List<Object> before = stack.api().get("/backups").jsonPath().getList("backups.id");

        int code = end(script("viewer-key"));

        assertThat(code).isEqualTo(4);
        assertThat(output()).startsWith("pg-backup: the gateway refuses the key in ");
        assertThat(stack.api().get("/backups").jsonPath().<Object>getList("backups.id")).isEqualTo(before);
    }

    @Test
    void aGatewayThatIsAwayForAWhileIsWaitedFor() throws Exception {
        Process script = script("operator-key", "-q");
        await().atMost(Stack.BACKUP_LIMIT).until(() -> !stack.api().get("/backups").jsonPath()
                .getList("backups.findAll { it.state in ['DUMPING', 'ENCRYPTING', 'SHIPPING', 'VERIFYING'] }")
                .isEmpty());

        stack.stack("stop", "gateway");
        stack.stack("start", "gateway");

        assertThat(end(script)).as(output()).isZero();
        assertThat(output()).isEmpty();
    }

    private Process script(String key, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(Stack.ROOT.resolve("pg-backup.sh").toString()), Stream.of(arguments)).toList())
                .redirectErrorStream(true).redirectOutput(file());
        builder.environment().putAll(Map.of("GZ_GATEWAY", "http://127.0.0.1:" + Stack.GATEWAY_PORT, "GZ_KEY_FILE",
                stack.folder().resolve(key).toString(), "GZ_POLL", "1", "GZ_TIMEOUT",
                Long.toString(Stack.BACKUP_LIMIT.toSeconds())));
        return builder.start();
    }

    private static int end(Process script) throws InterruptedException {
        assertThat(script.waitFor(2 * Stack.BACKUP_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return script.exitValue();
    }

    private String output() throws Exception {
        return Files.readString(file().toPath());
    }

    private File file() {
        return folder.resolve("output").toFile();
    }
}
