package io.groundzero.backup.throwaway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttendantTest {

    private static final int TERMINATED = 128 + 15;
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    /** What ends the process outside of this test. */
    private final AtomicBoolean left = new AtomicBoolean();
    private Thread attendant;
    private ThrowawayContainer container;

    @BeforeEach
    void start() throws IOException {
        Path socket = folder.resolve("socket");
        Files.writeString(socket, "left by a predecessor");
        attendant = serve(socket);
        container = new ThrowawayContainer(socket, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws Exception {
        attendant.interrupt();
        attendant.join();
    }

    @Test
    void programRunsThereWithItsEnvironmentAndFolder() throws Exception {
        // Given
        ProcessBuilder program = program(
                "printf '%s|%s|%s' \"$WORD\" \"$(pwd)\" \"${HOME-none}\"; echo oops >&2; exit 7");
        program.environment().put("WORD", "Müller's\nword");
        program.directory(folder.toFile());

        // When
        Process process = container.start(program);

        // Then
        assertThat(text(process.getInputStream().readAllBytes())).isEqualTo("Müller's\nword|" + folder + "|none");
        assertThat(text(process.getErrorStream().readAllBytes())).isEqualTo("oops\n");
        assertThat(process.waitFor()).isEqualTo(7);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void outputGoesToAFileOrNowhere() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "what was there before, and longer");

        // When
        Process toFile = container.start(program("echo kept").redirectOutput(file.toFile()));
        Process nowhere = container.start(program("head -c 3000000 /dev/zero").redirectOutput(
                ProcessBuilder.Redirect.DISCARD));

        // Then
        assertThat(toFile.waitFor()).isZero();
        assertThat(file).hasContent("kept");
        assertThat(nowhere.waitFor()).isZero();
    }

    @Test
    void bothOutputsComeTogetherIfWanted() throws Exception {
        Process process = container.start(program("echo one; echo two >&2; echo three").redirectErrorStream(true));

        assertThat(text(process.getInputStream().readAllBytes())).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void megabytesArriveWhole() throws Exception {
        Process process = container.start(program("head -c 5000000 /dev/zero | tr '\\0' x"));

        assertThat(process.getInputStream().readAllBytes()).hasSize(5_000_000).containsOnly('x');
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void programThatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> container.start(new ProcessBuilder("/nonexistent/program").directory(folder.toFile())))
                .isInstanceOf(IOException.class).hasMessageContaining("/nonexistent/program");
    }

    @Test
    void programThatIsAskedToEndMayTakeItsTimeAndSayWhy() throws Exception {
        // Given
        Process process = container.start(program(
                "trap 'sleep 1; echo last words >&2; exit 7' TERM; echo ready; while :; do sleep 0.1; done"));
        assertThat(process.getInputStream().readNBytes(5)).hasSize(5);

        // When
        process.destroy();

        // Then
        assertThat(text(process.getErrorStream().readAllBytes())).isEqualTo("last words\n");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void programCanBeAskedToEnd() throws Exception {
        Process process = container.start(program("exec sleep 100"));

        process.destroy();

        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
    }

    @Test
    void killedProgramTakesItsChildrenWithIt() throws Exception {
        // Given
        Path pid = folder.resolve("pid");
        Process process = container.start(program("sleep 100 & echo $! >" + pid + "; wait"));
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pid) && Files.size(pid) > 1);
        ProcessHandle child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

        // When: as if the verifier had died
        process.destroyForcibly();

        // Then
        await().atMost(Duration.ofSeconds(5)).until(() -> !child.isAlive());
        assertThat(process.waitFor()).isEqualTo(KILLED);
    }

    @Test
    void whatStillWorksInAFolderIsEnded() throws Exception {
        // Given
        Path work = Files.createDirectory(folder.resolve("work"));
        Process inside = container.start(program("exec sleep 100").directory(work.toFile()));
        Process named = container
                .start(new ProcessBuilder("sh", "-c", "while :; do sleep 0.1; done", work + "/script").directory(
                        folder.toFile()));
        Process other = container.start(program("exec sleep 100"));

        // When
        container.end(work);

        // Then
        assertThat(inside.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(named.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void endOfATurnEndsTheAttendant() throws Exception {
        // Given
        ThrowawayContainer.Turn turn = container.turn();
        // as code in a backup could do
        Files.delete(folder.resolve("socket"));
        Files.writeString(folder.resolve("socket"), "somebody else's");
        assertThat(left).isFalse();

        // When
        assertThatThrownBy(() -> turn.end(Duration.ofMillis(300))).hasMessageContaining("does not end");

        // Then: it was told, and only its end would have ended the connection
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(left).isTrue());
    }

    @Test
    void verifierThatDiesInATurnEndsTheAttendantAsWell() throws Exception {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("socket")));
            DataOutputStream out = new DataOutputStream(ChannelStreams.out(channel));
            Wire.writeText(out, Wire.GREETING);
            out.writeByte(Wire.TURN);
            assertThat(new DataInputStream(ChannelStreams.in(channel)).readByte()).isEqualTo(Wire.DONE);
            assertThat(left).isFalse();
        }

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(left).isTrue());
    }

    @Test
    void nobodyThereIsAnErrorThatSaysWhatToDo() {
        ThrowawayContainer nobody = new ThrowawayContainer(folder.resolve("other"), Duration.ofMillis(300));

        assertThatThrownBy(() -> nobody.end(folder)).hasMessageContaining("does not answer at " + folder + "/other")
                .hasMessageContaining("must run");
    }

    @Test
    void strangersAreRefused() throws Exception {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("socket")));
            Wire.writeText(new DataOutputStream(ChannelStreams.out(channel)), "ground-zero-throwaway 0");
            DataInputStream in = new DataInputStream(ChannelStreams.in(channel));

            assertThat(in.readByte()).isEqualTo(Wire.REFUSAL);
            assertThat(text(in.readNBytes(in.readInt()))).contains("another version");
        }
    }

    private ProcessBuilder program(String script) {
        ProcessBuilder program = new ProcessBuilder(List.of("sh", "-c", script)).directory(folder.toFile());
        program.environment().clear();
        return program;
    }

    private Thread serve(Path socket) throws IOException {
        Attendant open = Attendant.open(socket);
        Thread thread = new Thread(() -> {
            try {
                open.serve(() -> {
                    left.set(true);
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (ClosedByInterruptException stopped) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
