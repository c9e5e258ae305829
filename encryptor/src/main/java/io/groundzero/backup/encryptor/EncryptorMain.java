package io.groundzero.backup.encryptor;

import io.groundzero.backup.handover.AttemptsConfig;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.HealthConfig;
import io.groundzero.backup.handover.RetryConfig;
import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.settings.HttpConfig;
import io.groundzero.backup.settings.LogConfig;
import io.groundzero.backup.settings.Settings;
import io.groundzero.backup.settings.Start;
import io.groundzero.backup.settings.TracesConfig;
import io.groundzero.backup.settings.VolumeConfig;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service, once its settings are good; or, with {@code doctor} as the first word, a look at what it needs. */
@QuarkusMain
public final class EncryptorMain {

    public static final Settings SETTINGS = Settings.of("encryptor", BrokerConfig.class, RetryConfig.class,
            AttemptsConfig.class,
            LogConfig.class, TracesConfig.class, HttpConfig.class, HealthConfig.class, VolumeConfig.class,
            EncryptorConfig.class);

    private EncryptorMain() {
    }

    public static void main(String... words) {
        if (DoctorCommand.isMeant(words)) {
            DoctorCommand.runAndExit(words, SETTINGS, EncryptorDoctor::checks);
        }
        Start.service(SETTINGS, words);
    }
}
