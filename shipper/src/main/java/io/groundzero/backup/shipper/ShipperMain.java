package io.groundzero.backup.shipper;

import io.groundzero.backup.handover.AttemptsConfig;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.CopyReportConfig;
import io.groundzero.backup.handover.HealthConfig;
import io.groundzero.backup.handover.RetryConfig;
import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.settings.HttpConfig;
import io.groundzero.backup.settings.LogConfig;
import io.groundzero.backup.settings.Settings;
import io.groundzero.backup.settings.Start;
import io.groundzero.backup.settings.TracesConfig;
import io.groundzero.backup.settings.VolumeConfig;
import io.groundzero.backup.shipper.doctor.ShipperDoctor;
import io.groundzero.backup.store.BucketConfig;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service, once its settings are good; or, with {@code doctor} as the first word, a look at what it needs. */
@QuarkusMain
public final class ShipperMain {

    public static final Settings SETTINGS = Settings.of("shipper", BrokerConfig.class, RetryConfig.class,
            AttemptsConfig.class,
            LogConfig.class, TracesConfig.class, HttpConfig.class, HealthConfig.class, VolumeConfig.class,
            BucketConfig.class,
            ShipperConfig.class, CopyReportConfig.class);

    private ShipperMain() {
    }

    public static void main(String... words) {
        if (DoctorCommand.isMeant(words)) {
            DoctorCommand.runAndExit(words, SETTINGS, ShipperDoctor::checks);
        }
        Start.service(SETTINGS, words);
    }
}
