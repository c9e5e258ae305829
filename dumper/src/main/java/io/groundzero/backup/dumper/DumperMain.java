package io.groundzero.backup.dumper;

import io.groundzero.backup.dumper.check.ChecksConfig;
import io.groundzero.backup.dumper.cluster.ClustersConfig;
import io.groundzero.backup.dumper.configuration.ConfigurationConfig;
import io.groundzero.backup.dumper.dump.DumpConfig;
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
public final class DumperMain {

    public static final Settings SETTINGS = Settings.of("dumper", BrokerConfig.class, RetryConfig.class,
            LogConfig.class, TracesConfig.class, HttpConfig.class, VolumeConfig.class, ClustersConfig.class,
            DumpConfig.class, ConfigurationConfig.class, ChecksConfig.class);

    private DumperMain() {
    }

    public static void main(String... words) {
        Start.service(SETTINGS, words);
    }
}
