package io.groundzero.backup.gateway;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import io.groundzero.backup.gateway.database.DatabaseConfig;
import io.groundzero.backup.gateway.drill.DrillConfig;
import io.groundzero.backup.gateway.mcp.McpConfig;
import io.groundzero.backup.gateway.mutation.MutationConfig;
import io.groundzero.backup.gateway.notification.NotificationConfig;
import io.groundzero.backup.gateway.openid.OpenIdConfig;
import io.groundzero.backup.gateway.security.ApiKeyCommand;
import io.groundzero.backup.gateway.status.TargetsConfig;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.RetryConfig;
import io.groundzero.backup.settings.HttpConfig;
import io.groundzero.backup.settings.LogConfig;
import io.groundzero.backup.settings.Settings;
import io.groundzero.backup.settings.Start;
import io.groundzero.backup.settings.TracesConfig;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;

/** The service; or, with {@code api-key} as the first word, a command that starts no service. */
@QuarkusMain
public class Gateway {

    public static final Settings SETTINGS = Settings.of("gateway", BrokerConfig.class, RetryConfig.class,
            LogConfig.class, TracesConfig.class, HttpConfig.class, GatewayConfig.class, DatabaseConfig.class,
            TargetsConfig.class, DrillConfig.class, MutationConfig.class, McpConfig.class, OpenIdConfig.class,
            NotificationConfig.class);

    private static final String API_KEY = "api-key";
    private static final int OWN_ORDINAL = 100;
    private static final int ENVIRONMENT_ORDINAL = 300;

    public static void main(String... words) throws IOException {
        if (words.length == 0 || !API_KEY.equals(words[0])) {
            Start.service(SETTINGS, words);
            return;
        }
        SmallRyeConfig settings = settings();
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        System.exit(new ApiKeyCommand(() -> open(settings), System.getProperty("user.name"), Clock.systemUTC(),
                System.out, System.err).run(rest));
    }

    /** The service's own: its defaults, and what the environment says. */
    private static SmallRyeConfig settings() throws IOException {
        URL defaults = Gateway.class.getClassLoader().getResource("application.properties");
        return new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(defaults, OWN_ORDINAL),
                        new EnvConfigSource(System.getenv(), ENVIRONMENT_ORDINAL), new SysPropConfigSource())
                .build();
    }

    private static Connection open(SmallRyeConfig settings) throws SQLException {
        Path file = Path.of(settings.getOptionalValue("gz.database.password-file", String.class).orElseThrow(
                () -> new SQLException(
                        "GZ_DATABASE_PASSWORD_FILE is not set; the command wants the gateway's settings")));
        Properties login = new Properties();
        login.setProperty("user", settings.getValue("quarkus.datasource.username", String.class));
        try (var lines = Files.lines(file)) {
            login.setProperty("password", lines.findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new SQLException("GZ_DATABASE_PASSWORD_FILE: cannot read " + file, e);
        }
        return DriverManager.getConnection(settings.getValue("quarkus.datasource.jdbc.url", String.class), login);
    }
}
