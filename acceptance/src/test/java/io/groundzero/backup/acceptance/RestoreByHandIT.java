package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A person who has nothing but the bucket, two key files and stock tools follows RESTORE.md to the letter.
 */
class RestoreByHandIT {

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
    private Desk desk;

    @BeforeEach
    void sitDown() throws Exception {
        stack = Stack.running();
        desk = new Desk();
    }

    @AfterEach
    void tidyUp() throws Exception {
        desk.close();
    }

    @Test
    void theBackupComesBackWithStockToolsAlone() throws Exception {
        String id = stack.provenBackup().getString("id");
        download(id);

        String output = desk.followTheGuide();

        assertThat(output).contains("Good signature");
        List<String> databases = databases(stack.stack("psql", "postgres", "-Atc", DATABASES));
        assertThat(databases).hasSizeGreaterThan(2);
        assertThat(databases(desk.restored("postgres", DATABASES))).isEqualTo(databases);
        assertThat(desk.restored("postgres", ROLES)).isEqualTo(source("postgres", ROLES));
        for (String database : databases) {
            assertThat(desk.restored(database, CONTENT)).as("content of %s", database)
                    .isEqualTo(source(database, CONTENT));
        }
    }

    private static final String DATABASES = "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate"
            + " ORDER BY datname COLLATE \"C\"";

    private void download(String id) throws Exception {
        try (Bucket bucket = stack.bucket()) {
            String folder = Stack.CLUSTER + "/" + id + "/";
            for (String name : bucket.names(folder)) {
                bucket.download(folder + name, desk.file(name));
            }
        }
        for (String key : List.of("recipient.secret.asc", "shipper.public.asc")) {
            Files.copy(stack.folder().resolve("keys").resolve(key), desk.file(key));
        }
    }

    private String source(String database, String sql) throws Exception {
        return stack.stack("psql", database, "-qAt", "-v", "ON_ERROR_STOP=1", "-f", file(sql));
    }

    private String file(String sql) throws IOException {
        return Files.writeString(desk.file("query.sql"), sql).toString();
    }

    private static List<String> databases(String lines) {
        return lines.lines().toList();
    }
}
