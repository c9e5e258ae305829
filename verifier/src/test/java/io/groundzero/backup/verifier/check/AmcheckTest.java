package io.groundzero.backup.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ChildProcess.Outcome;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

class AmcheckTest {

    @Test
    void anIndexThatDoesNotKeepItsOrderIsNamed() throws Exception {
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
                statement.execute("CREATE FUNCTION public.compared(int4, int4) RETURNS int4 LANGUAGE sql IMMUTABLE"
                        + " AS 'SELECT btint4cmp($1, $2)'");
                statement.execute("CREATE OPERATOR CLASS public.fickle FOR TYPE int4 USING btree AS OPERATOR 1 <,"
                        + " OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,"
                        + " FUNCTION 1 public.compared(int4, int4)");
                statement.execute("CREATE TABLE public.t AS SELECT n FROM generate_series(1, 3000) n");
                statement.execute("CREATE INDEX crooked ON public.t (n public.fickle)");
                new Amcheck(server, 2).run();

                // When
                statement.execute("CREATE OR REPLACE FUNCTION public.compared(int4, int4) RETURNS int4 LANGUAGE sql"
                        + " IMMUTABLE AS 'SELECT btint4cmp($2, $1)'");

                // Then
                assertThatThrownBy(() -> new Amcheck(server, 2).run()).isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECK_FAILED)).hasMessageContaining("crooked");
            }
        }
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
