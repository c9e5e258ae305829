package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person who has nothing but the bucket, the private key and stock tools follows RESTORE.md to the letter.
 */
class RestoreByHandIT {

    private static final Pattern SHELL_BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Everything of a database that a reader can see: each table's rows in full, sorted, hashed. */
    private static final String CONTENT = """
            SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), %L)) FROM %I.%I t',
                          n.nspname || '.' || c.relname, '', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname NOT LIKE 'pg_toast%'
            ORDER BY n.nspname, c.relname
            \\gexec
            """;

    private static final String ROLES = """
            SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls, rolpassword
            FROM pg_authid WHERE rolname NOT LIKE 'pg\\_%' ORDER BY 1;
            SELECT r.rolname, m.rolname FROM pg_auth_members x
            JOIN pg_roles r ON r.oid = x.roleid JOIN pg_roles m ON m.oid = x.member ORDER BY 1, 2;
            """;

    private Stack stack;

    @TempDir
    private Path desk;

    @BeforeEach
    void start() throws Exception {
        stack = Stack.running();
    }

    @AfterEach
    void endTheRestoredServer() throws Exception {
        stack.stack("stop-fresh", fresh().toString());
    }

    @Test
    void theBackupComesBackWithStockToolsAlone() throws Exception {
        String id = stack.provenBackup().getString("id");
        download(id);
        String guide = Files.readString(desk.resolve("RESTORE.md"));

        String output = follow(guide);

        assertThat(output).contains("Good signature");
        List<String> databases = databases(source());
        assertThat(databases).hasSizeGreaterThan(1);
        assertThat(databases(restored())).isEqualTo(databases);
        assertThat(psql(restored(), "postgres", ROLES)).isEqualTo(psql(source(), "postgres", ROLES));
        for (String database : databases) {
            String content = psql(source(), database, CONTENT);
            assertThat(psql(restored(), database, CONTENT)).as("content of %s", database).isEqualTo(content);
        }
    }

    private void download(String id) throws IOException {
        try (Bucket bucket = stack.bucket()) {
            String folder = Stack.CLUSTER + "/" + id + "/";
            for (String name : bucket.names(folder)) {
                bucket.download(folder + name, desk.resolve(name));
            }
        }
    }

    /** Runs all shell blocks of the guide, in order, in one shell that stops at the first error. */
    private String follow(String guide) throws Exception {
        String script = SHELL_BLOCK.matcher(guide).results().map(MatchResult::group)
                .map(block -> block.replaceFirst("```bash\\n", "").replaceFirst("```$", ""))
                .reduce("set -euo pipefail\n", String::concat);
        Path file = Files.writeString(desk.resolve("restore.sh"), script, StandardCharsets.UTF_8);
        return Command.of("bash", file.toString()).in(desk).with(environment()).run(LIMIT);
    }

    private Map<String, String> environment() {
        return Map.of();
    }

    private Path fresh() {
        return desk.resolve("fresh");
    }

    private Map<String, String> source() {
        return Map.of();
    }

    private Map<String, String> restored() {
        return Map.of();
    }

    private List<String> databases(Map<String, String> server) throws Exception {
        return Stream.of(psql(server, "postgres", "SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1")
                .split("\n")).toList();
    }

    private String psql(Map<String, String> server, String database, String sql) throws Exception {
        Path file = Files.writeString(desk.resolve("query.sql"), sql);
        return Command.of("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", file.toString())
                .with(server).run(LIMIT);
    }
}
