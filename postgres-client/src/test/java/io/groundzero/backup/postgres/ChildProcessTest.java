package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path folder;

    @Test
    void tellsExitCodeAndStderr() throws Exception {
        ChildProcess.Outcome outcome = shell("echo out; echo wrong >&2; exit 3").run();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.words()).isEqualTo("exit code 3: wrong");
    }

    @Test
    void keepsOnlyTheLastLinesOfStderrAndCountsTheRest() throws Exception {
        ChildProcess.Outcome outcome = shell("seq 1 300000 >&2").run();

        assertThat(outcome.stderr()).hasSize(200).endsWith("300000");
        assertThat(outcome.omittedLines()).isEqualTo(299_800);
        assertThat(Warnings.clean(outcome)).isFalse();
    }

    /** More than this JVM could hold at once, twice over: it takes the longest line for what it is. */
    @Test
    void aLineWithoutEndOnStderrIsCutAsItComes() throws Exception {
        long megabytes = 2 * (Runtime.getRuntime().maxMemory() >> 20) + 64;

        ChildProcess.Outcome outcome = shell("echo before >&2; head -c " + Math.min(megabytes, 600)
                + "M /dev/zero | tr '\\0' x >&2; echo >&2; echo after >&2").run(Duration.ofMinutes(2));

        assertThat(outcome.stderr()).hasSize(3).startsWith("before").endsWith("after");
        assertThat(outcome.stderr().get(1)).hasSizeLessThanOrEqualTo(StderrLines.LONGEST + 1).endsWith("…");
    }

    @Test
    void writesStdoutToAFileOrAStream() throws Exception {
        Path file = folder.resolve("out");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();

        shell("echo file").stdout(file).run();
        shell("echo stream").stdout(stream).run();

        assertThat(file).hasContent("file\n");
        assertThat(stream.toString()).isEqualTo("stream\n");
    }

    @Test
    void failsWhenStdoutCannotBeWritten() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThatThrownBy(() -> shell("yes").stdout(full).run(Duration.ofSeconds(20))).isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @Test
    void failsWhenTheLastOfStdoutCannotBeWritten() {
        Path pid = folder.resolve("pid");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                Path child = Path.of("/proc", Files.readString(pid).strip());
                await("the child has ended").until(() -> !Files.exists(child));
                throw new IOException("no space left");
            }
        };

        assertThatThrownBy(() -> shell("echo $$ > " + pid + "; echo x").stdout(full).run())
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @Test
    void givesACleanEnvironment() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        ChildProcess.of(List.of("env")).environment(Map.of("PGHOST", "there")).stdout(said).run();

        assertThat(said.toString().lines().map(line -> line.split("=")[0])).contains("PGHOST", "LC_ALL", "PATH")
                .allMatch(name -> List.of("PATH", "HOME", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "LC_ALL", "PGHOST")
                        .contains(name));
    }

    @Test
    void endsWhatTakesTooLong() throws Exception {
        Path pid = folder.resolve("pid");

        assertThatThrownBy(() -> shell("echo $$ > " + pid + "; exec sleep 100").run(Duration.ofSeconds(1)))
                .hasMessageContaining("did not end within 1 s");

        assertThat(Path.of("/proc", Files.readString(pid).strip())).doesNotExist();
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        Path pid = folder.resolve("pid");
        Thread thread = new Thread(() -> {
            try {
                shell("echo $$ > " + pid + "; exec sleep 100").run();
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pid) && Files.size(pid) > 1);

        thread.interrupt();
        thread.join();

        assertThat(Path.of("/proc", Files.readString(pid).strip())).doesNotExist();
    }

    @Test
    void outlivesTheThreadThatStartedIt() throws Exception {
        RunningProcess[] started = new RunningProcess[1];
        Thread thread = new Thread(() -> {
            try {
                started[0] = ChildProcess.of(List.of("sleep", "2")).start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        thread.join();

        ChildProcess.Outcome outcome = started[0].await();

        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void tellsAKilledProgram() throws Exception {
        assertThat(shell("kill -KILL $$").run().exitCode()).isEqualTo(137);
    }

    @Test
    void copiesBothStreamsInTheirOrder() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();

        ChildProcess.Outcome outcome = shell("echo one; echo two >&2; echo three").output(stream).run();

        assertThat(stream.toString()).isEqualTo("one\ntwo\nthree\n");
        assertThat(outcome.stderr()).isEmpty();
    }

    @Test
    void withoutInheritanceThereIsOnlyWhatWasAdded() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();

        ChildProcess.of(List.of("/usr/bin/env")).withoutInheritance()
                .environment(Map.of("ONLY", "this", "LC_ALL", "C.UTF-8"))
                .stdout(stream).run();

        assertThat(stream.toString().lines()).containsExactlyInAnyOrder("ONLY=this", "LC_ALL=C.UTF-8");
    }

    @Test
    void exitCodeIsThereOnceItHasEnded() throws Exception {
        // whoever it leaves behind keeps its output open
        try (RunningProcess running = shell("read go < " + fifo() + "; sleep 8 & exit 7").stdout(
                new ByteArrayOutputStream()).start()) {
            assertThat(running.exitCode()).isEmpty();

            Files.writeString(folder.resolve("fifo"), "go\n");

            await().atMost(Duration.ofSeconds(20)).until(() -> !running.alive());
            assertThat(running.exitCode()).hasValue(7);
        }
    }

    @Test
    void tellsAMissingProgram() {
        assertThatThrownBy(() -> ChildProcess.of(List.of("/no/such/program")).run()).isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }

    private Path fifo() throws Exception {
        Path fifo = folder.resolve("fifo");
        ChildProcess.of(List.of("mkfifo", fifo.toString())).run();
        return fifo;
    }

    private static ChildProcess shell(String script) {
        return ChildProcess.of(List.of("/bin/sh", "-c", script));
    }
}
