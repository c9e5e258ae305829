package io.groundzero.backup.verifier.probe;

import static io.groundzero.backup.verifier.probe.ProbeServer.application;
import static io.groundzero.backup.verifier.probe.ProbeServer.folder;
import static io.groundzero.backup.verifier.probe.ProbeServer.sandbox;
import static io.groundzero.backup.verifier.probe.ProbeServer.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.proof.Steps;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

/** A real little application on a real throwaway server, in the real sandbox. */
@ExtendWith(ProbeServer.class)
abstract class ProbeScene {

    private static final String KEY = "correct \"horse\" battery staple";
    private static final String SHORT = "pin4";
    static final int PORT = 5678;
    static final String READY = "http://127.0.0.1:" + PORT + "/ready";

    Path requests;
    Steps steps;
    Optional<Path> configuration;
    Duration readyWithin;
    Duration timeLimit;
    String database;
    Optional<String> user;
    Optional<String> cluster;

    @BeforeEach
    void prepare() throws Exception {
        requests = Files.createTempFile(folder, "requests", ".json");
        steps = new Steps();
        configuration = Optional.of(bundle());
        readyWithin = Duration.ofSeconds(30);
        timeLimit = Duration.ofSeconds(60);
        database = "app";
        user = Optional.of("app");
        cluster = Optional.empty();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(server.folder().resolve("probe")).doesNotExist();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(all.filter(ProbeScene::ofTheApplication)).isEmpty();
        }
    }

    /** As the daemons of the application appear in the machine's list of processes. */
    static boolean ofTheApplication(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return List.of(arguments).contains(application.toString())
                || List.of(arguments).equals(List.of("4711")) || List.of(arguments).equals(List.of("4712"));
    }

    void nothingIsTold(BackupException failure) {
        List<String> told = new ArrayList<>(List.of(failure.getMessage()));
        steps.list().forEach(step -> {
            told.add(step.summary());
            told.addAll(step.evidence());
        });
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            told.add(cause.getMessage());
        }
        assertThat(String.join("\n", told)).doesNotContain("horse", SHORT, "token-of-a-session", "bearer-and-secret",
                "second line");
    }

    ProofStep step() {
        return steps.list().get(steps.list().size() - 1);
    }

    private static Path bundle() throws Exception {
        Path unpacked = Files.createTempDirectory(folder, "config.unpacked");
        Path secrets = Files.createDirectories(unpacked.resolve("config/secrets"));
        Files.writeString(secrets.resolve("appkey"), KEY + "\n");
        Files.writeString(secrets.resolve("pin"), SHORT);
        Files.writeString(secrets.resolve("lines"), "first line\nsecond line\n");
        Files.writeString(unpacked.resolve("config/readme.md"), "how to");
        return unpacked;
    }

    void run(String manner, String json) throws Exception {
        write(json);
        new Probes(config(command(application.toString(), "" + PORT, psql(), manner), READY), sandbox).run(steps,
                server, manifest(), configuration);
    }

    BackupException failure(String manner, String json) throws Exception {
        return failure(command(application.toString(), "" + PORT, psql(), manner), json);
    }

    BackupException failure(List<String> command, String json) throws Exception {
        write(json);
        Probes probes = new Probes(config(command, READY), sandbox);
        BackupException failure = catchThrowableOfType(BackupException.class,
                () -> probes.run(steps, server, manifest(), configuration));
        assertThat(failure).isNotNull();
        return failure;
    }

    void write(String json) throws Exception {
        Files.writeString(requests, json);
    }

    static String psql() throws Exception {
        return ClientPrograms.locate(15).program("psql").toString();
    }

    static List<String> command(String... words) {
        return Arrays.asList(words);
    }

    ProbesConfig config(List<String> command, String ready) {
        return () -> Map.of("app", new Settings(cluster, database, user, command, ready, readyWithin, requests,
                timeLimit));
    }

    record Settings(Optional<String> cluster, String database, Optional<String> user, List<String> command,
            String ready, Duration readyWithin, Path requests, Duration timeLimit) implements ProbesConfig.Settings {
    }

    static Manifest manifest() {
        Instant at = Instant.parse("2026-11-23T03:00:01Z");
        List<DatabaseFacts> databases = Stream.of("app", "postgres").map(name -> new DatabaseFacts(name, at, "0/1",
                "UTF8", "libc", "C", "C", null, null, Map.of(), List.of())).toList();
        return new Manifest(1, "main-20261123T030000Z", "main", at, at, ThrowawayServerTest.SOURCE, databases,
                List.of(), "directory", "full", Map.of(), Map.of(), List.of("appkey"));
    }
}
