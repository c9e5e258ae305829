package io.groundzero.backup.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.postgres.SessionSettings;

/** Whatever databases a cluster has, the guide brings all of them back, or ends with words that name what cannot be. */
class OddDatabasesTest {

    private static final String ADMIN = "Odd Admin";
    private static final int PORT = 6546;

    /** Beside the superuser that initdb made, who in the end may not even log in, as some want it. */
    private static final String CLUSTER = """
            CREATE ROLE boss SUPERUSER LOGIN PASSWORD 'hidden';
            CREATE ROLE tenant;
            CREATE ROLE "Odd Role" IN ROLE tenant ADMIN boss CONNECTION LIMIT 3;
            COMMENT ON ROLE "Odd Role" IS E'a name;\\n\\\\! touch pwned\\n;';
            ALTER ROLE tenant SET search_path = 'x', 'Y y';
            ALTER ROLE "Odd Admin" SET default_transaction_read_only = on;
            ALTER ROLE "Odd Admin" SET role = 'tenant';
            CREATE TABLESPACE "odd 'space" OWNER tenant LOCATION :'first';
            CREATE TABLESPACE near LOCATION :'second';
            ALTER TABLESPACE near SET (random_page_cost = 1.5);
            GRANT CREATE ON TABLESPACE near TO tenant;
            """;
    /** What the server has set for all. */
    private static final Map<String, String> VALUES = Map.of("TimeZone", "Asia/Tokyo", "DateStyle", "SQL, DMY",
            "IntervalStyle", "iso_8601", "bytea_output", "escape", "default_text_search_config", "pg_catalog.german",
            "shared_preload_libraries", "pg_stat_statements");
    private static final String LAST = """
            ALTER ROLE "Odd Admin" NOLOGIN CONNECTION LIMIT 0 VALID UNTIL '2001-01-01';
            ALTER DATABASE template2 IS_TEMPLATE true;
            """;

    /** How databases are dumped, and where what is restored from them runs. */
    enum Format {
        DIRECTORY, PLAIN;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private int port() {
            return PORT + 1 + ordinal();
        }

        private String copy() {
            return "copy-" + word();
        }

        private String spaces() {
            return desk.file("spaces of " + word()).toString();
        }

        private List<OddDatabase> databases() {
            return this == DIRECTORY ? OddDatabase.comingBack() : OddDatabase.stubborn();
        }

        private String object(OddDatabase database) {
            return this == PLAIN
                    ? ObjectNames.plainDump(database.name())
                    : ObjectNames.directoryDumpCompressed(database.name());
        }
    }

    private static Desk desk;
    private static final Map<Format, String> OUTPUT = new HashMap<>();
    private static final Map<OddDatabase, String> BEFORE = new HashMap<>();

    @BeforeAll
    static void restoreAll() throws Exception {
        desk = new Desk();
        makeSource();
        for (Format format : Format.values()) {
            Path script = desk.writeGuide(backup(format, true, format.databases()));
            OUTPUT.put(format, desk.run(answers(format), "bash", script.toString()));
        }
    }

    @AfterAll
    static void end() throws Exception {
        for (Format format : Format.values()) {
            desk.stopServer(format.copy());
        }
        desk.close();
    }

    static Stream<Arguments> comingBack() {
        return Stream.of(Format.values())
                .flatMap(format -> format.databases().stream().map(database -> Arguments.of(format, database)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("comingBack")
    void eachComesBack(Format format, OddDatabase database) throws Exception {
        if (!BEFORE.containsKey(database)) {
            BEFORE.put(database, describe(PORT, database));
        }
        String source = BEFORE.get(database);

        String copy = describe(format.port(), database);

        assertThat(copy).isEqualTo(database.answer() == null
                ? source
                : source.substring(0, source.lastIndexOf("answer: ")) + "answer: " + database.answer());
    }

    /** All but that who restored can log in, and that tablespaces lie where it was said. */
    @ParameterizedTest
    @EnumSource
    void rolesAndTablespacesComeBack(Format format) throws Exception {
        String source = globals(PORT);

        String copy = globals(format.port());

        String expected = source.replace("CREATEDB NOLOGIN REPLICATION BYPASSRLS CONNECTION LIMIT 0",
                "CREATEDB LOGIN REPLICATION BYPASSRLS CONNECTION LIMIT 0")
                .replace(desk.file("space1").toString(),
                        format.spaces() + "/1")
                .replace(desk.file("space 2").toString(),
                        format.spaces() + "/2");
        assertThat(copy).isEqualTo(expected).isNotEqualTo(source);
        assertThat(OUTPUT.get(format)).doesNotContain("ERROR", "FATAL");
        assertThat(desk.file("pwned")).doesNotExist();
        assertThat(desk.file("backup/pwned")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServerHasSetForAllIsTheSame(Format format) throws Exception {
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            String copy = desk.run(asBossWithoutOptions(format.port()), "psql", "-XAtd", "postgres", "-c",
                    "SHOW " + value.getKey()).strip();

            assertThat(copy).isEqualTo(value.getValue());
        }
    }

    private static Map<String, String> asBossWithoutOptions(int port) {
        Map<String, String> environment = new HashMap<>(asBoss(port));
        environment.put("PGOPTIONS", "");
        return environment;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.groundzero.backup.guide.OddDatabase#notComingBack")
    void whatCannotComeBackIsNamed(OddDatabase database) throws Exception {
        // Given a cluster in which the rest is
        RestoreCommands commands = new RestoreCommands(backup(Format.PLAIN, false, List.of(database)));
        Path script = Files.writeString(desk.file("one.sh"), commands.settings()
                + "gpg --quiet --batch --import \"$KEY\"\n" + commands.globals() + commands.databases());

        // When
        String output = desk.fail(answers(Format.PLAIN), "bash", script.toString());

        // Then
        assertThat(output).contains(database.answer());
    }

    private static void makeSource() throws Exception {
        desk.run(Map.of(), Desk.BIN + "initdb", "-D", desk.file("source").toString(), "-U", ADMIN, "--auth=trust",
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        Files.writeString(desk.file("source/postgresql.auto.conf"), "unix_socket_directories = '" + desk.folder()
                + "'\nlisten_addresses = ''\nport = " + PORT + "\nfsync = off\n" + VALUES.entrySet().stream()
                        .map(value -> value.getKey() + " = '" + value.getValue() + "'\n")
                        .collect(Collectors.joining()));
        desk.startServer("source");
        desk.run(Map.of(), "mkdir", "space1", "space 2");
        Files.writeString(desk.file("statements.sql"), statements());
        Map<String, String> asAdmin = new HashMap<>(asBoss(PORT));
        asAdmin.put("PGUSER", ADMIN);
        desk.run(asAdmin, "psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-v", "first=" + desk.file("space1"), "-v",
                "second=" + desk.file("space 2"), "-d", "postgres", "-f", "statements.sql");
    }

    private static String statements() {
        List<OddDatabase> all = new ArrayList<>(OddDatabase.comingBack());
        all.addAll(OddDatabase.notComingBack());
        StringBuilder statements = new StringBuilder(CLUSTER);
        for (OddDatabase database : all) {
            if (!database.name().equals("postgres")) {
                statements.append("\\connect postgres\nCREATE DATABASE ").append(database.quotedName()).append(' ')
                        .append(database.options()).append(";\n");
            }
            // quoted once for libpq, and once more for psql
            statements.append("\\set target '").append(connection(database.name()).replace("\\", "\\\\")
                    .replace("'", "\\'")).append("'\n\\connect -reuse-previous=on :\"target\"\n")
                    .append(database.sql()).append('\n');
        }
        return statements.append("\\connect postgres\n").append(LAST).toString();
    }

    /** Made as the services make it, with stock tools only. */
    private static Manifest backup(Format format, boolean globals, List<OddDatabase> saved) throws Exception {
        List<EncryptedArtifact> artifacts = new ArrayList<>();
        List<DatabaseFacts> databases = new ArrayList<>();
        if (globals) {
            desk.run(Map.of(), "rm", "-rf", "backup");
            desk.run(Map.of(), "mkdir", "backup");
            save("globals", "postgres", "");
            artifacts.add(desk.artifact("globals", ArtifactKind.GLOBALS, ObjectNames.GLOBALS));
        }
        for (OddDatabase database : saved) {
            save(format.word(), database.name(), ObjectNames.encode(database.name()));
            artifacts.add(desk.artifact(database.name(), ArtifactKind.DATABASE, format.object(database)));
            databases.add(Facts.database(database.name(), Map.of()));
        }
        return Facts.manifest(Facts.source(ADMIN, "C.UTF-8").withSettings(VALUES), databases, artifacts, format.word());
    }

    private static void save(String format, String database, String encoded) throws Exception {
        Map<String, String> environment = new HashMap<>(asBoss(PORT));
        environment.put("GNUPGHOME", desk.file("gnupg").toString());
        desk.run(environment, "bash", "save.sh", format, connection(database), encoded);
    }

    /** All that a dump can hold, and the answer to its question. */
    private static String describe(int port, OddDatabase database) throws Exception {
        String dump = unrestricted(desk.run(asBoss(port), "pg_dump", "--create", connection(database.name())));
        return database.question() == null
                ? dump
                : dump + "answer: " + desk.run(asBoss(port), "psql", "-XAtqd", connection(database.name()), "-c",
                        database.question()).strip();
    }

    private static String globals(int port) throws Exception {
        return unrestricted(desk.run(asBoss(port), "pg_dumpall", "--globals-only"));
    }

    /** Without the word that is another one in each dump, and what the server says at login. */
    private static String unrestricted(String dump) {
        return dump.replaceAll("(?m)^(\\\\(un)?restrict|WARNING:|DETAIL:|HINT:) .*\n", "");
    }

    private static Map<String, String> answers(Format format) {
        Map<String, String> answers = new HashMap<>(desk.answers(format.port()));
        answers.put("CLUSTER", desk.file(format.copy()).toString());
        answers.put("TABLESPACES", format.spaces());
        answers.put("PRELOAD", "pg_stat_statements");
        // as in a shell that was at work elsewhere before
        answers.putAll(Map.of("PGHOSTADDR", "127.0.0.1", "PGDATABASE", "nowhere", "PGOPTIONS", "-c role=nobody",
                "PGTARGETSESSIONATTRS", "read-only", "PGCLIENTENCODING", "EUC_JP"));
        return answers;
    }

    /** With the dumper's settings. */
    private static Map<String, String> asBoss(int port) {
        return Map.of("PGHOST", desk.folder().toString(), "PGPORT", Integer.toString(port), "PGUSER", "boss",
                "PGOPTIONS",
                SessionSettings.options() + " -c session_preload_libraries=");
    }

    private static String connection(String database) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
