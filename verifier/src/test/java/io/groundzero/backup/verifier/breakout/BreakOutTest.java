package io.groundzero.backup.verifier.breakout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.LimitedOutput;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
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
    private static LocalSandbox sandbox;
    private static Scratch scratch;
    private static ThrowawayServer server;
    private static Attacker attacker;

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
        sandbox = new LocalSandbox(Isolation.NAMESPACES, account, hidden, root);
        scratch = Scratch.open(root, sandbox);
        server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15), ThrowawayServerTest.SOURCE,
                scratch.begin(), 2);
        attacker = new Attacker(server);
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
            assertThat(attacker.shell("cat " + secret + "; cat /proc/1/root" + secret)).as(secret.toString())
                    .contains("ran").doesNotContain(SECRET);
            assertThat(attacker.valueOrError("SELECT pg_read_file('" + secret + "')")).doesNotContain(SECRET);
            assertThat(attacker.valueOrError("SELECT convert_from(lo_get(lo_import('" + secret + "')), 'UTF8')"))
                    .doesNotContain(SECRET);
        }
        assertThat(attacker.shell("cat /etc/shadow")).contains("No such file or directory");
        // a user namespace of one's own gives every right in it, but takes no mount away
        Path secret = files(secrets).get(0);
        assertThat(attacker
                .shell("unshare --user --map-root-user --mount sh -c 'umount " + secret + "; umount -l " + secret
                        + "; cat " + secret + "; echo tried'"))
                .contains("ran").doesNotContain(SECRET);
    }

    /** What every user of this machine may read, nobody inside does: logs of services, settings, other people's files. */
    @Test
    void ofThisMachineOnlyTheSystemsProgramsAreSeen() throws Exception {
        Path log = Files.writeString(home.resolve("service.log"), SECRET + "\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));

        // the same user outside
        assertThat(outside("cat", log.toString())).contains(SECRET);
        assertThat(outside("ls", "/var/log")).isNotEmpty();
        String seen = attacker.shell("cat " + log + "; cat " + neighbour + "/kept; ls -A /root /home /var/log /srv /opt"
                + " /sys /boot /mnt; cat /etc/hostname /etc/fstab; getent passwd | grep -v -E '^(root|throwaway):'");
        assertThat(seen).contains("ran", "No such file or directory").doesNotContain(SECRET, "untouched");
        assertThat(seen.lines().filter(line -> !line.endsWith("No such file or directory"))).containsExactly("ran");
        assertThat(attacker.shell("ls -A " + home + " " + scratch.root() + "; ls -A /proc/1/root").lines())
                .containsSubsequence(home + ":", "scratch").containsSubsequence(scratch.root() + ":", "run")
                .doesNotContain("neighbour", "private", "proofs", ".lock", "root", "home", "work");
        assertThat(attacker.shell("ls -A /old; stat -f -c %T /; touch /usr/x /etc/x /dev/x /x").lines())
                .contains("tmpfs", "ran").filteredOn(line -> line.contains("Read-only file system")).hasSize(4);
    }

    @Test
    void temporaryFilesAreItsOwnAndOfASize() throws Exception {
        String name = "planted-" + ProcessHandle.current().pid();

        String said = attacker.shell("cd /tmp; echo x >" + name + " && ls; head -c 80M /dev/zero >fill; rm fill " + name
                + "; df -B1 --output=size /tmp /dev/shm | tail -n 2");

        assertThat(said.lines().map(String::strip)).startsWith(name).contains("67108864", "1073741824", "ran");
        assertThat(said).contains("No space left on device");
        assertThat(Path.of("/tmp", name)).doesNotExist();
    }

    @Test
    void noUserNamespaceIsMadeNorAnythingElseThatWidensTheKernel() throws Exception {
        // outside it can be
        assertThat(ChildProcess.of(List.of("unshare", "--user", "true")).run().exitCode()).isZero();

        assertThat(attacker.shell("unshare --user true; unshare --mount true; echo $?")).contains("ran")
                .contains("Operation not permitted").contains("\n1\n");
        assertThat(attacker.shell("grep Seccomp: /proc/self/status")).contains("2");
        // clone with a new user namespace, clone3, and an address of the machine above this one
        boolean amd64 = System.getProperty("os.arch").equals("amd64");
        assertThat(attacker.shell("perl -e 'for ([" + (amd64 ? 56 : 220) + ", 0x10000011, 0, 0, 0, 0], [435, 0, 0], ["
                + (amd64 ? 321 : 280) + ", 0, 0, 0], [425, 1, 0], [" + (amd64 ? 41 : 198) + ", 40, 1, 0]) {"
                + " my ($n, @a) = @$_; my $r = syscall($n, @a); exit if $r == 0; print \"$r $!\\n\" }'").lines())
                .containsExactly("-1 Operation not permitted", "-1 Function not implemented",
                        "-1 Operation not permitted", "-1 Operation not permitted",
                        "-1 Address family not supported by protocol", "ran");
    }

    @Test
    void memoryIsLimited() throws Exception {
        assertThat(attacker.shell("ulimit -d; cat /proc/self/oom_score_adj").lines()).startsWith("4194304", "1000");
        // alone; all together, where a control group can be made
        assertThat(attacker.shell("perl -e '$x = \"a\" x (5 << 30); print \"taken\\n\"'")).contains("ran")
                .doesNotContain("taken");
        Optional<Path> group = sandbox.memoryGroup();
        if (group.isPresent()) {
            assertThat(attacker.shell("cat /proc/self/cgroup")).contains(group.get().getFileName().toString());
            assertThat(Files.readString(group.get().resolve(Files.exists(group.get().resolve("memory.max"))
                    ? "memory.max"
                    : "memory.limit_in_bytes"))).startsWith("4294967296");
        }
    }

    /** Else the verifier, as root, would talk to whatever server the link leads to. */
    @Test
    void theServersSocketCannotBeReplaced() throws Exception {
        Path socket = server.folder().resolve("socket");

        String tried = attacker.shell("cd " + socket + " && ls -A; rm -f .s.PGSQL.5432; ln -s /tmp/x other; cd .."
                + " && mv socket elsewhere; ln -s /tmp dump; rmdir socket");

        assertThat(tried.lines().filter(line -> line.contains("Permission denied"))).as(tried).hasSize(6);
        assertThat(attacker.value("SELECT 'still there'")).isEqualTo("still there");
    }

    @Test
    void otherProcessesCannotBeSeenOrHurt() throws Exception {
        long verifier = ProcessHandle.current().pid();

        String seen = attacker
                .shell("ls /proc | grep -c '^[0-9]'; cat /proc/" + verifier + "/environ; ls /proc/" + verifier
                        + "/root; kill -9 " + verifier
                        + "; kill -0 1 || echo cannot-signal-1; tr '\\0' '\\n' </proc/1/environ");

        assertThat(seen).contains("ran").contains("No such file or directory").doesNotContain("JAVA_HOME", SECRET)
                .containsPattern("(?i)no such process");
        assertThat(Integer.parseInt(seen.lines().findFirst().orElseThrow())).isLessThan(30);
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void nobodyCanBeReached() throws Exception {
        try (ServerSocket listener = Listener.open()) {
            int port = listener.getLocalPort();
            String own = InetAddress.getLocalHost().getHostAddress();

            assertThat(attacker
                    .shell("for host in 127.0.0.1 " + own + "; do echo x 2>&1 >/dev/tcp/$host/" + port + "; done"))
                    .contains("ran").contains("unreachable");
            attacker.sql("CREATE EXTENSION IF NOT EXISTS dblink");
            assertThat(attacker.valueOrError("SELECT x FROM dblink('host=127.0.0.1 port=" + port
                    + " dbname=postgres connect_timeout=2', 'SELECT 1') AS t(x int)")).contains("could not");

            Listener.assertNobodyCame(listener);
        }
        // where sockets of other servers lie; /run/mount is mount's own
        assertThat(attacker.shell("find /run /tmp /var/tmp -mindepth 1 -not -path '/run/mount*'")).isEqualTo("ran\n");
    }

    @Test
    void aSubscriptionConnectsToNobody() throws Exception {
        try (ServerSocket listener = Listener.open()) {
            attacker.sql("CREATE SUBSCRIPTION evil CONNECTION 'host=127.0.0.1 port=" + listener.getLocalPort()
                    + " dbname=postgres' PUBLICATION p WITH (connect = false, slot_name = 's')");
            attacker.sql("ALTER SUBSCRIPTION evil ENABLE");

            Listener.assertNobodyCame(listener);
            assertThat(attacker
                    .value("SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'logical replication w%'"))
                    .isEqualTo("0");
        } finally {
            attacker.sql("ALTER SUBSCRIPTION evil DISABLE");
            attacker.sql("ALTER SUBSCRIPTION evil SET (slot_name = NONE)");
            attacker.sql("DROP SUBSCRIPTION evil");
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
        assertThat(attacker.value("SELECT count(*) FROM loot WHERE line = 'ran'")).isEqualTo("2");
        assertThat(attacker.value("SELECT string_agg(line, ',') FROM loot")).doesNotContain(SECRET);
    }

    @Test
    void settingsOfADumpReachNothing() throws Exception {
        Path marker = scratch.root().resolve("run/data/marker");
        attacker.sql("ALTER SYSTEM SET archive_mode = 'on'");
        attacker.sql("ALTER SYSTEM SET archive_command = 'touch " + marker + "'");
        attacker.sql("ALTER SYSTEM SET listen_addresses = '*'");
        attacker.sql("ALTER SYSTEM SET shared_preload_libraries = 'pg_cron'");
        attacker.sql("ALTER SYSTEM SET autovacuum = 'on'");
        attacker.sql("ALTER SYSTEM SET log_min_error_statement = 'debug5'");
        attacker.sql("ALTER DATABASE template1 SET session_preload_libraries = 'evil'");
        attacker.sql("ALTER DATABASE template1 SET statement_timeout = 1");
        attacker.sql("ALTER DATABASE template1 SET default_transaction_read_only = on");
        attacker.sql("SELECT pg_reload_conf()");
        attacker.sql("SELECT pg_switch_wal()");

        // a reload changes these two; the command line stands above it. The others would wait for a restart, which never comes
        assertThat(attacker.value("SHOW autovacuum")).isEqualTo("off");
        assertThat(attacker.value("SHOW log_min_error_statement")).isEqualTo("panic");
        assertThat(attacker.value("SHOW archive_mode")).isEqualTo("off");
        assertThat(attacker.value("SHOW listen_addresses")).isEmpty();
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
        attacker.sql("CREATE DATABASE triggered");
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
        try (ServerSocket listener = Listener.open()) {
            attacker.sql("CREATE EXTENSION postgres_fdw");
            attacker.sql("CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '"
                    + listener.getLocalPort() + "')");
            attacker.sql("CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (user 'x', password 'y')");
            attacker.sql("CREATE FOREIGN TABLE there (x int) SERVER far");
            attacker.sql("CREATE MATERIALIZED VIEW mirror AS SELECT x FROM there WITH NO DATA");

            String refused = attacker.valueOrError("REFRESH MATERIALIZED VIEW mirror");

            assertThat(refused).contains("could not connect to server \"far\"");
            assertThat(LocalTrouble.in(refused)).isPresent();
            Listener.assertNobodyCame(listener);
        }
    }

    @Test
    void aLibraryFromOutsideIsNotLoaded() {
        assertThatThrownBy(() -> attacker.sql("LOAD '" + secrets.resolve("private.asc") + "'"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(
                () -> attacker.sql("CREATE FUNCTION evil() RETURNS int LANGUAGE c AS '" + neighbour.resolve("kept")
                        + "', 'evil'"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void nothingOutsideCanBeWrittenOrMounted() throws Exception {
        String tried = attacker.shell("for place in /etc /root /usr/lib " + home + " " + neighbour + " "
                + scratch.root()
                + "; do touch $place/planted && echo planted; done; mount -t tmpfs x /mnt && echo mounted; chroot / true"
                + " && echo chrooted; mknod " + server.folder() + "/data/disk b 8 0 && echo made");

        assertThat(tried).contains("ran").doesNotContain("planted\n", "mounted\n", "chrooted\n", "made\n");
        assertThat(neighbour.resolve("kept")).hasContent("untouched");
        assertThat(attacker.valueOrError("COPY (SELECT 'x') TO '" + neighbour + "/planted'"))
                .contains("No such file or directory");
        try (Stream<Path> files = Files.list(neighbour)) {
            assertThat(files).hasSize(1);
        }
    }

    /** A fork bomb in a dump ends at this number, which leaves the machine standing. */
    @Test
    void processesAreLimited() throws Exception {
        assertThat(attacker.shell("ulimit -u; ulimit -c").lines().limit(2)).containsExactly("1024", "0");
    }

    private static String outside(String... command) throws Exception {
        Account account = Account.named("ground-zero-throwaway").orElseThrow();
        LimitedOutput said = new LimitedOutput(64 * 1024);
        List<String> full = new ArrayList<>(List.of("setpriv", "--reuid=" + account.uid(), "--regid=" + account.gid(),
                "--clear-groups"));
        full.addAll(List.of(command));
        ChildProcess.of(full).stdout(said).run();
        return said.toString();
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
}
