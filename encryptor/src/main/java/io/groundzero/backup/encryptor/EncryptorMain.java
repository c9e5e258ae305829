package io.groundzero.backup.encryptor;

import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.RetryConfig;
import io.groundzero.backup.settings.HttpConfig;
import io.groundzero.backup.settings.LogConfig;
import io.groundzero.backup.settings.Settings;
import io.groundzero.backup.settings.Start;
import io.groundzero.backup.settings.TracesConfig;
import io.groundzero.backup.settings.VolumeConfig;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service, once its settings are good. */
@QuarkusMain
public final class EncryptorMain {

    public static final Settings SETTINGS = Settings.of("encryptor", BrokerConfig.class, RetryConfig.class,
            LogConfig.class, TracesConfig.class, HttpConfig.class, VolumeConfig.class, EncryptorConfig.class);

    private EncryptorMain() {
    }

    public static void main(String... words) {
        Start.service(SETTINGS, words);
    }
}
