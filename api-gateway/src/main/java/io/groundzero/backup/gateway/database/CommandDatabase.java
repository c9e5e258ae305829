package io.groundzero.backup.gateway.database;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.postgresql.Driver;

import io.groundzero.backup.handover.doctor.GivenSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The way of a command to the gateway's database: with the service's settings, and without the service. */
public final class CommandDatabase {

    private static final int OWN_ORDINAL = 100;

    private final ConfigSource[] said;

    /** @param said what users have set */
    public CommandDatabase(ConfigSource... said) {
        this.said = said;
    }

    public static CommandDatabase of(GivenSettings settings) {
        return new CommandDatabase(settings.sources());
    }

    /** @throws SQLException in plain words, if it is not trusted, a setting is missing or two do not fit together */
    public Connection open() throws SQLException {
        return open(settings());
    }

    private SmallRyeConfig settings() throws SQLException {
        URL defaults = CommandDatabase.class.getClassLoader().getResource("application.properties");
        try {
            return new SmallRyeConfigBuilder().addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(defaults, OWN_ORDINAL)).withSources(said)
                    .withSources(new DatabaseTls()).build();
        } catch (IllegalArgumentException | IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    private static Connection open(SmallRyeConfig settings) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", settings.getValue("quarkus.datasource.username", String.class));
        login.setProperty("password", password(settings));
        for (String name : List.of("sslmode", "sslrootcert")) {
            text(settings, DatabaseTls.DRIVER + name).ifPresent(value -> login.setProperty(name, value));
        }
        try {
            // not DriverManager, which knows the drivers of another class loader in a Quarkus test
            return new Driver().connect(settings.getValue("quarkus.datasource.jdbc.url", String.class), login);
        } catch (SQLException e) {
            throw UntrustedDatabase.of(e).map(untrusted -> new SQLException(untrusted.words(), untrusted))
                    .orElse(e);
        }
    }

    private static String password(SmallRyeConfig settings) throws SQLException {
        Path file = Path.of(text(settings, "gz.database.password-file").orElseThrow(() -> new SQLException(
                "GZ_DATABASE_PASSWORD_FILE is not set; the command wants the gateway's settings")));
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new SQLException("GZ_DATABASE_PASSWORD_FILE: cannot read " + file, e);
        }
    }

    private static Optional<String> text(SmallRyeConfig settings, String name) {
        return settings.getOptionalValue(name, String.class);
    }
}
