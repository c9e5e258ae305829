package io.groundzero.backup.gateway.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.groundzero.backup.testbed.Ports;
import io.restassured.path.json.JsonPath;

/** A Prometheus with our rules that scrapes the gateway under test, as prometheus.yml shows it. */
record Prometheus(Process process, int port) implements AutoCloseable {

    /**
     * @param folder with prometheus.yml
     * @param changes from, to, from, to …: what a user would adjust
     */
    static Prometheus start(Path folder, String... changes) throws IOException {
        Path configuration = folder.resolve("prometheus.yml");
        String text = Files.readString(configuration);
        for (int i = 0; i < changes.length; i += 2) {
            assertThat(text).contains(changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        Files.writeString(configuration, text);
        int port = Ports.free(1);
        Process process = new ProcessBuilder("prometheus", "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(folder.resolve("prometheus.log").toFile()).start();
        return new Prometheus(process, port);
    }

    /** The answer to an instant query. */
    JsonPath query(String expression) {
        return given().baseUri("http://127.0.0.1").port(port).queryParam("query", expression).get("/api/v1/query")
                .then().statusCode(200).extract().jsonPath();
    }

    /** The health of each rule: ok once it was evaluated without an error. */
    List<String> ruleHealth() {
        return given().baseUri("http://127.0.0.1").port(port).get("/api/v1/rules").then().statusCode(200).extract()
                .jsonPath().getList("data.groups.rules.flatten().collect { it.name + ' ' + it.health }");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs promtool.
     *
     * @param input what it reads, or null
     * @return what it said
     * @throws AssertionError if it finds anything wrong
     */
    static String promtool(Path folder, Path input, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "promtool", ".out");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList()).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
