package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/**
 * One whole stack beside any other on this machine, driven through {@code infra/stack} and the API as a person
 * would. Started once for all tests, ended with the JVM.
 */
final class Stack {

    static final Path ROOT = Path.of(System.getProperty("gz.root")).toAbsolutePath();
    static final Duration BACKUP_LIMIT = Duration.ofMinutes(3);
    static final String CLUSTER = "groundzero";
    /** The classes run in two JVMs, each with a stack of its own. */
    static final int PORT_BASE = Integer.getInteger("gz.port-base", 28_000);
    static final int GATEWAY_PORT = PORT_BASE + 80;
    static final int S3_PORT = PORT_BASE + 900;
    static final List<String> SERVICES = List.of("dumper", "encryptor", "shipper", "verifier", "gateway");

    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);
    private static Stack running;

    private final Path run;
    private final Map<String, String> environment;

    private Stack(Path run, Map<String, String> environment) {
        this.run = run;
        this.environment = environment;
    }

    /** The stack that all tests of this JVM share. */
    static synchronized Stack running() throws IOException, InterruptedException {
        if (running == null) {
            // Outside of the checkout: the database servers' own users must be able to reach it.
            Path run = Files.createTempDirectory(Path.of("/var/tmp"), "ground-zero-acceptance-");
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
            Map<String, String> environment = new TreeMap<>(Map.of("GZ_RUN", run.toString(), "PORT_BASE",
                    Integer.toString(PORT_BASE),
                    "SIZE_MB", "10", "RETRY_DELAYS", "1s,3s,5s",
                    // services are started a hundred times here, and none lives long enough to be worth more compiling
                    "SERVICE_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
            running = new Stack(run, environment);
            Runtime.getRuntime().addShutdownHook(new Thread(running::end));
            running.stack("up");
        }
        return running;
    }

    private void end() {
        try {
            stack("reset");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String stack(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = ROOT.resolve("infra/stack").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return Command.of(command).in(ROOT).with(environment).run(COMMAND_LIMIT);
    }

    /** The stack's own folder. */
    Path folder() {
        return run;
    }

    Path volume() {
        return run.resolve("backups");
    }

    String log(String service) throws IOException {
        return Files.readString(run.resolve("log/" + service + ".log"));
    }

    Bucket bucket() throws IOException {
        return new Bucket(run, S3_PORT, "ground-zero");
    }

    /** Every password and key that this stack has. */
    List<String> secrets() throws IOException {
        try (Stream<Path> files = Files.walk(run.resolve("secrets"))) {
            List<String> secrets = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                secrets.add(Files.readString(file).strip());
            }
            assertThat(secrets).isNotEmpty();
            return secrets;
        }
    }

    RequestSpecification api() {
        try {
            String key = Files.readString(run.resolve("operator-key")).strip();
            return RestAssured.given().baseUri("http://127.0.0.1:" + GATEWAY_PORT).basePath("/api/v1").header(
                    "Authorization",
                    "Bearer " + key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a backup and returns its id. */
    String requestBackup() {
        Response response = api().post("/backups");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response.jsonPath().getString("id");
    }

    JsonPath backup(String id) {
        Response response = api().get("/backups/{id}", id);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    /**
     * Waits for one of these states, and returns what was seen then: a message that the broker brings twice shows a finished
     * backup as being verified again for a moment.
     */
    JsonPath awaitState(String id, String... states) {
        JsonPath[] seen = new JsonPath[1];
        await("backup " + id + " to become one of " + List.of(states)).atMost(BACKUP_LIMIT)
                .pollInterval(Duration.ofMillis(200)).ignoreExceptions()
                .untilAsserted(() -> {
                    seen[0] = backup(id);
                    assertThat(List.of(states)).contains(seen[0].getString("state"));
                });
        return seen[0];
    }

    /** Waits for a stage to be under way, or done already; one that failed or is tried again is neither. */
    void awaitStage(String id, String stage) {
        String path = "stages.find { it.stage == '" + stage + "' }.state";
        await("stage " + stage + " of " + id).atMost(BACKUP_LIMIT).pollInterval(Duration.ofMillis(20))
                .ignoreExceptions().untilAsserted(() -> assertThat(backup(id).getString(path)).isIn("RUNNING", "DONE"));
    }

    /** Runs a backup to its end, which must be PROVEN. */
    JsonPath provenBackup() {
        return awaitProven(requestBackup());
    }

    JsonPath awaitProven(String id) {
        JsonPath backup = awaitState(id, "PROVEN", "REFUTED", "FAILED");
        assertThat(backup.getString("state")).as("%s", backup.prettify()).isEqualTo("PROVEN");
        return backup;
    }

    /** The one parked message of a backup, once it is there. */
    JsonPath awaitFailure(String backupId) {
        await("a parked failure of " + backupId).atMost(BACKUP_LIMIT).ignoreExceptions()
                .untilAsserted(() -> assertThat(failures(backupId)).isNotEmpty());
        return api().get("/failures").jsonPath().setRootPath("find { it.backupId == '" + backupId + "' }");
    }

    /** Waits until a stage has met this error, and returns the stage. */
    JsonPath awaitCode(String id, String stage, String code) {
        String path = "stages.find { it.stage == '" + stage + "' }";
        return await(code + " in " + stage + " of " + id).atMost(BACKUP_LIMIT).ignoreExceptions()
                .until(() -> backup(id).setRootPath(path), found -> code.equals(found.getString("code")));
    }

    void awaitStageState(String id, String stage, String state) {
        String path = "stages.find { it.stage == '" + stage + "' }.state";
        await(stage + " of " + id + " " + state).atMost(BACKUP_LIMIT).ignoreExceptions()
                .untilAsserted(() -> assertThat(backup(id).getString(path)).isEqualTo(state));
    }

    /** Restarts a service with one more setting. */
    Setting setting(String service, String line) throws IOException, InterruptedException {
        return new Setting(this, service, line);
    }

    /** What a command of infra/stack says that is expected to fail. */
    String refusal(String... words) throws IOException, InterruptedException {
        String said;
        try {
            said = stack(words);
        } catch (AssertionError e) {
            return e.getMessage();
        }
        throw new AssertionError(List.of(words) + " was expected to fail, but said " + said);
    }

    /** Sends all parked messages of a backup back. */
    void retryAll(String backupId) {
        for (Integer failure : api().get("/failures").jsonPath()
                .getList("findAll { it.backupId == '" + backupId + "' }.id", Integer.class)) {
            assertThat(api().post("/failures/{id}/retry", failure).statusCode()).isEqualTo(202);
        }
    }

    List<Object> failures(String backupId) {
        return api().get("/failures").jsonPath().getList("findAll { it.backupId == '" + backupId + "' }");
    }
}
