package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.testbed.OtherPostgres;
import io.groundzero.backup.testbed.TestPostgres;

/** The catalogues differ between the major versions; the one that Debian has is tested everywhere else. */
class VersionsTest {

    static List<Integer> majors() {
        return OtherPostgres.MAJORS;
    }

    @ParameterizedTest(name = "PostgreSQL {0}")
    @MethodSource("majors")
    void aCopyIsEqualAndAnotherRowIsSeen(int major) throws Exception {
        try (TestPostgres server = OtherPostgres.start(major)) {
            // Given
            try (Connection postgres = open(server, "postgres"); Statement statement = postgres.createStatement()) {
                statement.execute("CREATE DATABASE original");
            }
            try (Connection original = open(server, "original"); Statement statement = original.createStatement()) {
                statement.execute(Files.readString(Path.of(getClass().getResource("/versions.sql").toURI())));
            }
            try (Connection postgres = open(server, "postgres"); Statement statement = postgres.createStatement()) {
                statement.execute("CREATE DATABASE copy TEMPLATE original");
                statement.execute("CREATE DATABASE other TEMPLATE original");
            }
            try (Connection other = open(server, "other"); Statement statement = other.createStatement()) {
                statement.execute("UPDATE item SET price = 2.5 WHERE id = 2");
            }

            // When
            DatabaseFingerprint original = read(server, "original");
            DatabaseFingerprint copy = read(server, "copy");
            DatabaseFingerprint other = read(server, "other");

            // Then
            assertThat(Comparison.differences(original, copy)).isEmpty();
            assertThat(Comparison.differences(original, other)).singleElement().asString().contains("public.item");
        }
    }

    private static DatabaseFingerprint read(TestPostgres server, String database) throws Exception {
        try (Connection connection = open(server, database)) {
            connection.setAutoCommit(false);
            return Fingerprints.read(connection, "original", Level.FULL);
        }
    }

    private static Connection open(TestPostgres server, String database) throws Exception {
        return DriverManager.getConnection(server.jdbcUrl(database) + "?preferQueryMode=simple", server.superuser(),
                server.password());
    }
}
