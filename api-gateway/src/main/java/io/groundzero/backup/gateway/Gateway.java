package io.groundzero.backup.gateway;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import io.groundzero.backup.gateway.database.CommandDatabase;
import io.groundzero.backup.gateway.doctor.GatewayDoctor;
import io.groundzero.backup.gateway.security.ApiKeyCommand;
import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.handover.doctor.Settings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service; or, with {@code api-key} or {@code doctor} as the first word, a command that starts no service. */
@QuarkusMain
public class Gateway {

    private static final String API_KEY = "api-key";

    public static void main(String... words) {
        if (DoctorCommand.isMeant(words)) {
            DoctorCommand.runAndExit(words, GatewayDoctor::checks);
        }
        if (words.length > 0 && API_KEY.equals(words[0])) {
            CommandDatabase database = CommandDatabase.of(Settings.ofThisService());
            List<String> rest = Arrays.asList(words).subList(1, words.length);
            System.exit(new ApiKeyCommand(database::open, System.getProperty("user.name"), Clock.systemUTC(),
                    System.out, System.err).run(rest));
        }
        Quarkus.run(words);
    }
}
