package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A person who has nothing but the bucket, two key files and stock tools follows RESTORE.md to the letter.
 */
class RestoreByHandIT {

    private static final Pattern SHELL_BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PORT = "28499";

    /** Everything of a database that a reader can see: each relation's rows in full, sorted, hashed. */
    private static final String CONTENT = """
            SET datestyle = 'ISO'; SET timezone = 'UTC';
            SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C"), %L)) FROM %I.%I t',
                          n.nspname || '.' || c.relname, '', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname NOT LIKE 'pg_toast%' AND c.relpersistence <> 't'
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            \\gexec
            SELECT 'large objects', count(*), md5(string_agg(encode(lo_get(oid), 'hex'), ',' ORDER BY lo_get(oid)))
            FROM pg_largeobject_metadata;
            SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY schemaname COLLATE "C", sequencename COLLATE "C";
            """;

    private static final String ROLES = """
            SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls, rolpassword,
                   rolconnlimit
            FROM pg_authid WHERE rolname NOT LIKE 'pg\\_%' AND rolname <> 'postgres' ORDER BY 1;
            SELECT r.rolname, m.rolname FROM pg_auth_members x
            JOIN pg_roles r ON r.oid = x.roleid JOIN pg_roles m ON m.oid = x.member ORDER BY 1, 2;
            """;

    private Stack stack;
    private Path desk;

    @BeforeEach
    void sitDown() throws Exception {
        stack = Stack.running();
        desk = Files.createTempDirectory(Path.of("/var/tmp"), "ground-zero-desk-");
    }

    @AfterEach
    void tidyUp() throws Exception {
        if (Files.exists(desk.resolve("restore/cluster/postmaster.pid"))) {
            asPerson("/usr/lib/postgresql/15/bin/pg_ctl", "stop", "-w", "-m", "immediate", "-D",
                    desk.resolve("restore/cluster").toString());
        }
        Command.of("rm", "-rf", desk.toString()).run(LIMIT);
    }

    @Test
    void theBackupComesBackWithStockToolsAlone() throws Exception {
        String id = stack.provenBackup().getString("id");
        download(id);

        String output = follow(Files.readString(desk.resolve("RESTORE.md")));

        assertThat(output).contains("Good signature");
        List<String> databases = databases(stack.stack("psql", "postgres", "-Atc", DATABASES));
        assertThat(databases).hasSizeGreaterThan(2);
        assertThat(databases(restored("postgres", DATABASES))).isEqualTo(databases);
        assertThat(restored("postgres", ROLES)).isEqualTo(source("postgres", ROLES));
        for (String database : databases) {
            assertThat(restored(database, CONTENT)).as("content of %s", database).isEqualTo(source(database, CONTENT));
        }
    }

    private static final String DATABASES = "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate"
            + " ORDER BY datname COLLATE \"C\"";

    private void download(String id) throws Exception {
        try (Bucket bucket = stack.bucket()) {
            String folder = Stack.CLUSTER + "/" + id + "/";
            for (String name : bucket.names(folder)) {
                bucket.download(folder + name, desk.resolve(name));
            }
        }
        for (String key : List.of("recipient.secret.asc", "shipper.public.asc")) {
            Files.copy(stack.folder().resolve("keys").resolve(key), desk.resolve(key),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Runs all shell blocks of the guide, in order, in one shell. */
    private String follow(String guide) throws Exception {
        String script = SHELL_BLOCK.matcher(guide).results().map((MatchResult block) -> block.group(1)).reduce("",
                String::concat);
        assertThat(script).isNotBlank();
        Files.writeString(desk.resolve("restore.sh"), script);
        Command.of("chown", "-R", "postgres", desk.toString()).run(LIMIT);
        return asPerson("bash", desk.resolve("restore.sh").toString());
    }

    /** Not root: PostgreSQL refuses that. */
    private String asPerson(String... words) throws IOException, InterruptedException {
        String[] command = Stream.concat(
                Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"), Stream.of(words))
                .toArray(String[]::new);
        return Command.of(command).in(desk)
                .with(Map.of("HOME", desk.toString(), "DIR", desk.toString(), "KEY",
                        desk.resolve("recipient.secret.asc").toString(), "SIGNING_KEY",
                        desk.resolve("shipper.public.asc").toString(), "PGHOST", desk.toString(), "PGPORT", PORT,
                        "PGUSER", "postgres", "PGDATABASE", "postgres"))
                .run(LIMIT);
    }

    private String source(String database, String sql) throws Exception {
        return stack.stack("psql", database, "-qAt", "-v", "ON_ERROR_STOP=1", "-f", file(sql));
    }

    private String restored(String database, String sql) throws Exception {
        return asPerson("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", file(sql));
    }

    private String file(String sql) throws IOException {
        return Files.writeString(desk.resolve("query.sql"), sql).toString();
    }

    private static List<String> databases(String lines) {
        return lines.lines().toList();
    }
}
