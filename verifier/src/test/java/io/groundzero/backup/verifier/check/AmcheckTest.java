package io.groundzero.backup.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ChildProcess.Outcome;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.proof.Databases;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

class AmcheckTest {

    private static final String ODD = "her \"odd\" one.* |x";

    @Test
    void anIndexThatDoesNotKeepItsOrderIsNamedAndSpeaksAgainstItsDatabaseOnly() throws Exception {
        // Given
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        Account account = Account.named("ground-zero-throwaway").orElseThrow();
        Path root = TestFolders.create("amcheck").resolve("scratch");
        Sandbox sandbox = new LocalSandbox(Isolation.NAMESPACES, account, List.of(), root);
        try (Scratch scratch = Scratch.open(root, sandbox);
                ThrowawayServer server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15),
                        ThrowawayServerTest.SOURCE, scratch.begin(), 2)) {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE \"" + ODD.replace("\"", "\"\"") + '"');
            }
            try (Connection connection = server.connect(ODD); Statement statement = connection.createStatement()) {
                statement.execute("CREATE FUNCTION public.compared(int4, int4) RETURNS int4 LANGUAGE sql IMMUTABLE"
                        + " AS 'SELECT btint4cmp($1, $2)'");
                statement.execute("CREATE OPERATOR CLASS public.fickle FOR TYPE int4 USING btree AS OPERATOR 1 <,"
                        + " OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,"
                        + " FUNCTION 1 public.compared(int4, int4)");
                statement.execute("CREATE TABLE public.t AS SELECT n FROM generate_series(1, 3000) n");
                statement.execute("CREATE INDEX crooked ON public.t (n public.fickle)");
                Databases good = databases();
                new Amcheck(server, 2).run(good);
                assertThat(good.allGood()).isTrue();

                // When
                statement.execute("CREATE OR REPLACE FUNCTION public.compared(int4, int4) RETURNS int4 LANGUAGE sql"
                        + " IMMUTABLE AS 'SELECT btint4cmp($2, $1)'");

                // Then
                Databases found = databases();
                new Amcheck(server, 2).run(found);
                assertThat(found.left()).containsExactly("postgres");
                assertThat(found.failure().orElseThrow().code()).isEqualTo(ErrorCode.CHECK_FAILED);
                assertThat(found.failure().orElseThrow()).hasMessageContaining("crooked");

                // and those of which it is known are not looked at again
                new Amcheck(server, 2).run(found);
                assertThat(found.list()).hasSize(2);
            }
        }
    }

    private static Databases databases() {
        return new Databases(new Manifest(Manifest.SCHEMA_VERSION, "main-20261123T030000Z", "main", Instant.EPOCH,
                Instant.EPOCH, null, Stream.of("postgres", ODD).map(name -> new DatabaseFacts(name, Instant.EPOCH,
                        "0/1", "UTF8", "libc", "C", "C", null, null, Map.of(), List.of())).toList(),
                List.of(), "directory", "full", Map.of(), Map.of(), List.of()), true);
    }

    @Test
    void whatItSkippedIsNoPass() {
        assertThat(Amcheck.lookedAtAll(new Outcome(0, List.of(), 0, Duration.ZERO))).isTrue();
        assertThat(Amcheck.lookedAtAll(new Outcome(0, List.of("NOTICE:  somebody's event trigger"), 0, Duration.ZERO)))
                .isTrue();
        assertThat(Amcheck.lookedAtAll(new Outcome(0,
                List.of("pg_amcheck: warning: skipping database \"app\": amcheck is not installed"), 0,
                Duration.ZERO))).isFalse();
        assertThat(Amcheck.lookedAtAll(new Outcome(0, List.of("NOTICE:  x"), 1, Duration.ZERO))).isFalse();
    }
}
