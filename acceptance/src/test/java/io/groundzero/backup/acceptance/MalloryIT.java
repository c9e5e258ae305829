package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

/** Mallory owns one database and nothing else, and has defined all that she may, to get something run by others. */
class MalloryIT {

    private static final String MARK = "CODE OF OTHERS: ";
    private static Stack stack;

    @BeforeAll
    static void fillHerDatabase() throws Exception {
        stack = Stack.running();
        stack.stack("psql", "postgres", "-qc", "CREATE ROLE mallory", "-c", "CREATE DATABASE mallory OWNER mallory");
        stack.stack("psql", "mallory", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-c",
                "SET SESSION AUTHORIZATION mallory", "-f",
                Stack.ROOT.resolve("testbed/src/main/resources/mallory.sql").toString());
    }

    @AfterAll
    static void dropIt() throws Exception {
        stack.stack("psql", "postgres", "-qc", "DROP DATABASE mallory WITH (FORCE)", "-c", "DROP ROLE mallory");
    }

    @Test
    void nothingOfHersRunsOutsideOfTheSandboxAndNobodysVerdictChanges() throws Exception {
        // When
        JsonPath backup = stack.provenBackup();

        // Then
        assertThat(calls("source")).allMatch(call -> call.contains(" as mallory in "));
        assertThat(calls("status-db")).isEmpty();
        List<Map<String, Object>> tables = backup.getList("proofs[0].tables");
        assertThat(tables).extracting(table -> table.get("database")).contains("mallory", "groundzero");
        assertThat(tables).allSatisfy(table -> assertThat(table).containsEntry("identical", true));
        assertThat(tables).filteredOn(table -> "mallory".equals(table.get("database")))
                .anySatisfy(
                        table -> assertThat(table).containsEntry("table", "mallory.planned").containsEntry("rows", 3));
        // what runs would be seen
        stack.stack("psql", "mallory", "-qc", "SET SESSION AUTHORIZATION ground_zero_dump", "-c",
                "SELECT pg_catalog.count(*) FROM mallory.planned");
        assertThat(calls("source")).anyMatch(call -> call.contains(" as ground_zero_dump in "));
    }

    /** She may spoil her own database, in whatever way, and nobody else's proof. */
    @Test
    void aDatabaseOfHersThatCannotComeBackLeavesTheOthersProven() throws Exception {
        // Given a check that reads a table without naming its schema, as a restore must
        stack.stack("psql", "mallory", "-qv", "ON_ERROR_STOP=1", "-c", "SET SESSION AUTHORIZATION mallory", "-c", """
                CREATE TABLE mallory.colour AS SELECT 'red' AS name;
                CREATE FUNCTION mallory.is_colour(text) RETURNS boolean LANGUAGE plpgsql AS $$
                    BEGIN RETURN EXISTS (SELECT FROM colour c WHERE c.name = $1); END $$;
                SET search_path = mallory;
                CREATE TABLE wall (paint text CHECK (is_colour(paint)));
                INSERT INTO wall VALUES ('red')""");
        try {
            // When
            JsonPath backup = stack.awaitState(stack.requestBackup(), "PROVEN", "REFUTED", "FAILED");

            // Then
            assertThat(backup.getString("state")).as(backup.prettify()).isEqualTo("REFUTED");
            assertThat(backup.getString("proofs[0].summary")).contains("restoring database mallory",
                    "relation \"colour\" does not exist", "other databases came back");
            Map<String, String> verdicts = backup.<Map<String, String>>getList("proofs[0].databases").stream()
                    .collect(Collectors.toMap(found -> found.get("database"), found -> found.get("verdict")));
            assertThat(verdicts).containsEntry("mallory", "REFUTED").containsEntry("groundzero", "PROVEN")
                    .hasSizeGreaterThan(2);
            assertThat(verdicts.values()).filteredOn(verdict -> !verdict.equals("PROVEN")).hasSize(1);
        } finally {
            stack.stack("psql", "mallory", "-qc", "DROP TABLE mallory.wall, mallory.colour");
        }
    }

    private static List<String> calls(String server) throws IOException {
        return Files.readString(stack.folder().resolve(server + "/data/server.log"), StandardCharsets.ISO_8859_1)
                .lines().filter(line -> line.contains(MARK)).toList();
    }
}
