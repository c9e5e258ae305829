package io.groundzero.backup.gateway;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import io.groundzero.backup.gateway.database.CommandDatabase;
import io.groundzero.backup.gateway.security.ApiKeyCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SysPropConfigSource;

/** The service; or, with {@code api-key} as the first word, a command that starts no service. */
@QuarkusMain
public class Gateway {

    private static final String API_KEY = "api-key";
    private static final int ENVIRONMENT_ORDINAL = 300;

    public static void main(String... words) {
        if (words.length == 0 || !API_KEY.equals(words[0])) {
            Quarkus.run(words);
            return;
        }
        CommandDatabase database = new CommandDatabase(new EnvConfigSource(System.getenv(), ENVIRONMENT_ORDINAL),
                new SysPropConfigSource());
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        System.exit(new ApiKeyCommand(database::open, System.getProperty("user.name"), Clock.systemUTC(), System.out,
                System.err).run(rest));
    }
}
