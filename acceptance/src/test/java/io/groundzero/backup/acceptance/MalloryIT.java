package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

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

    private static List<String> calls(String server) throws IOException {
        return Files.readString(stack.folder().resolve(server + "/data/server.log"), StandardCharsets.ISO_8859_1)
                .lines().filter(line -> line.contains(MARK)).toList();
    }
}
