package io.groundzero.backup.verifier.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.ReadableFile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * Applications that are started on the restored data, by name: {@code gz.probes.<name>.database=…}. As environment
 * variables {@code GZ_PROBES_<NAME>_DATABASE} and so on; that way a name can consist of small letters and digits only.
 */
@ConfigMapping(prefix = "gz.probes")
public interface ProbesConfig {

    @WithParentName
    Map<String, Settings> probes();

    interface Settings {

        /** Only backups of this cluster are probed; those of all if absent. */
        Optional<String> cluster();

        /** The restored database that the application uses. */
        String database();

        /** The restored role as which it connects, without a password; the cluster's bootstrap superuser if absent. */
        Optional<String> user();

        /** Program and arguments. It stays in the foreground; as an environment variable, words separated by commas. */
        List<String> command();

        /** An address on 127.0.0.1 that answers 2xx as soon as the application can be asked. */
        String ready();

        /** How long the application may take to get there. */
        @Lasting(least = "PT1S", most = "P1D")
        @WithDefault("PT3M")
        Duration readyWithin();

        /** The requests, as JSON; an absolute path. Read at the start of the verifier. */
        @ReadableFile
        Path requests();

        /** How long everything together may take. */
        @Lasting(least = "PT1S", most = "P1D")
        @WithDefault("PT10M")
        Duration timeLimit();
    }
}
