package io.groundzero.backup.gateway.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import org.postgresql.Driver;

import io.groundzero.backup.handover.doctor.Settings;

/** The gateway's way to its database, for commands that start no service. */
public final class DatabaseLogin {

    private DatabaseLogin() {
    }

    public static Connection open(Settings settings) throws SQLException {
        Path file = settings.optional("gz.database.password-file", Path.class).orElseThrow(
                () -> new SQLException(
                        "GZ_DATABASE_PASSWORD_FILE is not set; the command wants the gateway's settings"));
        Properties login = new Properties();
        login.setProperty("user", settings.value("quarkus.datasource.username", String.class));
        try (var lines = Files.lines(file)) {
            login.setProperty("password", lines.findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new SQLException("GZ_DATABASE_PASSWORD_FILE: cannot read " + file, e);
        }
        // not DriverManager, which knows the drivers of another class loader in a Quarkus test
        return new Driver().connect(settings.value("quarkus.datasource.jdbc.url", String.class), login);
    }
}
