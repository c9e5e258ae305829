package io.groundzero.backup.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * Whatever is asked of the API, it never fails by itself, and what it answers is what its OpenAPI document says. The
 * requests are made from that document by fast-check (src/test/fuzz), which also finds the smallest one that shows a
 * fault. Always the same requests, so that a failure is one of the change that is tested; {@code -Dgz.fuzz.seed=…} tries
 * others.
 */
@QuarkusTest
@TestProfile(FuzzTest.Alone.class)
@QuarkusTestResource(Servers.class)
class FuzzTest {

    private static final Logger LOG = Logger.getLogger(FuzzTest.class);
    private static final int REQUESTS = 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Its own database, which no other test needs afterwards. */
    public static class Alone implements QuarkusTestProfile {
    }

    @TestHTTPResource("/")
    URI root;

    @Test
    void noRequestMakesItFail() throws Exception {
        // Given
        long seed = Long.getLong("gz.fuzz.seed", 4);
        Path folder = installed();
        History.happen();

        // When
        String said = run(folder, "node", "fuzz.mjs", root.toString(), file("operator"), file("viewer"),
                Long.toString(seed), Integer.toString(REQUESTS));

        // Then
        LOG.infof("fuzz with seed %d: %s", seed, said);
        JsonNode counted = new ObjectMapper().readTree(said);
        assertThat(counted.path("sent").asInt()).isGreaterThanOrEqualTo(REQUESTS);
        assertThat(counted.path("operations").asInt()).isGreaterThan(20);
        assertThat(counted.path("statuses").fieldNames()).toIterable().contains("200", "202", "400", "401", "403",
                "404");
        // what never gets through is not tested
        assertThat(counted.path("never")).isEmpty();
    }

    private static String file(String role) {
        return ConfigProvider.getConfig().getValue("gz.api." + role + "-key-file", String.class);
    }

    /** Exactly what the lock file says. */
    private static Path installed() throws IOException, InterruptedException {
        Path sources = Path.of("src/test/fuzz").toAbsolutePath();
        Path folder = Files.createDirectories(Path.of("target/fuzz").toAbsolutePath());
        try (var files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
        return folder;
    }

    private static String run(Path folder, String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "run", ".out");
        Process process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output);
        if (!ended || process.exitValue() != 0) {
            // seed and smallest request, to try it again
            LOG.error(said);
            throw new AssertionError(
                    String.join(" ", words) + (ended ? " fails" : " takes too long") + "; the log says more");
        }
        return said;
    }
}
