package io.groundzero.backup.gateway;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import io.groundzero.backup.gateway.database.CommandDatabase;
import io.groundzero.backup.gateway.database.DatabaseConfig;
import io.groundzero.backup.gateway.doctor.GatewayDoctor;
import io.groundzero.backup.gateway.drill.DrillConfig;
import io.groundzero.backup.gateway.mcp.McpConfig;
import io.groundzero.backup.gateway.mutation.MutationConfig;
import io.groundzero.backup.gateway.notification.NotificationConfig;
import io.groundzero.backup.gateway.openid.OpenIdConfig;
import io.groundzero.backup.gateway.security.ApiConfig;
import io.groundzero.backup.gateway.security.ApiKeyCommand;
import io.groundzero.backup.gateway.status.TargetsConfig;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.HealthConfig;
import io.groundzero.backup.handover.RetryConfig;
import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.settings.HttpConfig;
import io.groundzero.backup.settings.LogConfig;
import io.groundzero.backup.settings.Settings;
import io.groundzero.backup.settings.Start;
import io.groundzero.backup.settings.TracesConfig;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service; or, with {@code api-key} or {@code doctor} as the first word, a command that starts no service. */
@QuarkusMain
public class Gateway {

    public static final Settings SETTINGS = Settings.of("gateway", BrokerConfig.class, RetryConfig.class,
            LogConfig.class, TracesConfig.class, HttpConfig.class, HealthConfig.class, GatewayConfig.class,
            DatabaseConfig.class, ApiConfig.class,
            TargetsConfig.class, DrillConfig.class, MutationConfig.class, McpConfig.class, OpenIdConfig.class,
            NotificationConfig.class);

    private static final String API_KEY = "api-key";

    public static void main(String... words) {
        if (DoctorCommand.isMeant(words)) {
            DoctorCommand.runAndExit(words, SETTINGS, GatewayDoctor::checks);
        }
        if (words.length > 0 && API_KEY.equals(words[0])) {
            CommandDatabase database = CommandDatabase.of(GivenSettings.ofThisService(SETTINGS));
            List<String> rest = Arrays.asList(words).subList(1, words.length);
            System.exit(new ApiKeyCommand(database::open, System.getProperty("user.name"), Clock.systemUTC(),
                    System.out, System.err).run(rest));
        }
        Start.service(SETTINGS, words);
    }
}
