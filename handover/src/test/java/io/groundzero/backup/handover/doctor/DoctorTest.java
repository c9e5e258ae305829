package io.groundzero.backup.handover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

class DoctorTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void printsOneLineForEachFinding() throws InterruptedException {
        boolean well = run(Duration.ofSeconds(20), Check.of("source main", () -> "PostgreSQL 17.6"),
                new Check("keys", findings -> findings.warn("key", "expires soon", "Make a new one.")));

        assertThat(well).isTrue();
        assertThat(lines()).containsExactly("ok    source main: PostgreSQL 17.6", "warn  key: expires soon",
                "      Make a new one.");
    }

    @Test
    void aFailureHidesNoOtherCheck() throws InterruptedException {
        boolean well = run(Duration.ofSeconds(20), Check.of("bucket", () -> {
            throw new BackupException(ErrorCode.BUCKET_ACCESS_DENIED, "access denied");
        }), Check.of("volume", () -> "writable"));

        assertThat(well).isFalse();
        assertThat(lines()).containsExactly("FAIL  bucket: access denied (BUCKET_ACCESS_DENIED)",
                "      " + ErrorCode.BUCKET_ACCESS_DENIED.remedy(), "ok    volume: writable");
    }

    @Test
    void theLinesOfACauseSayWhatToDo() throws InterruptedException {
        run(Duration.ofSeconds(20), Check.of("rights", () -> {
            throw new BackupException(ErrorCode.SOURCE_PERMISSION_MISSING, "may not read:\nGRANT x;\nGRANT y;");
        }));

        assertThat(lines()).containsExactly("FAIL  rights: may not read: (SOURCE_PERMISSION_MISSING)",
                "      GRANT x;", "      GRANT y;");
    }

    @Test
    void whatWasFoundBeforeAFailureIsKept() throws InterruptedException {
        run(Duration.ofSeconds(20), new Check("source", findings -> {
            findings.ok("source", "reachable");
            throw new IllegalStateException("gz.volume must be a folder");
        }));

        assertThat(lines()).startsWith("ok    source: reachable", "FAIL  source: gz.volume must be a folder");
    }

    @Test
    void aCheckThatHangsEndsWithItsTimeAndKeepsNobodyWaiting() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);

        boolean well = run(Duration.ofSeconds(1), new Check("broker", findings -> {
            findings.ok("broker", "connected");
            never.await();
        }), Check.of("volume", () -> "writable"));

        assertThat(well).isFalse();
        assertThat(lines()).startsWith("ok    broker: connected", "FAIL  broker: no answer within 1 s")
                .endsWith("ok    volume: writable");
    }

    @Test
    void checksRunAtTheSameTime() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Findings.Question meeting = () -> {
            both.countDown();
            both.await();
            return "met";
        };

        assertThat(run(Duration.ofSeconds(20), Check.of("one", meeting), Check.of("other", meeting))).isTrue();
    }

    private boolean run(Duration limit, Check... checks) throws InterruptedException {
        return new Doctor(limit, new PrintStream(printed, true, StandardCharsets.UTF_8)).run(List.of(checks));
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
