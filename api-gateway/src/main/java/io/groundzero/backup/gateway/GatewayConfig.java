package io.groundzero.backup.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.settings.KeyFile;
import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.Matching;
import io.groundzero.backup.settings.Schedule;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gateway watches. */
@ConfigMapping(prefix = "gz.gateway")
public interface GatewayConfig {

    /** Names of the protected clusters, as the dumper knows them. */
    @Matching(value = "[a-z0-9][a-z0-9-]{0,39}", words = "a name of at most 40 small letters, digits and dashes")
    List<String> clusters();

    /** The verifier's public keys: only what they have signed is a proof. All of several count, as after a rotation. */
    @KeyFile(secret = false)
    List<Path> verifierKeys();

    /** Clusters of which something else than the dumper's schedule asks for backups regularly, such as cron. */
    Optional<List<String>> askedByOthers();

    /** A backup without any event for this long no longer keeps a new one from being started. */
    @Lasting(least = "PT1S")
    @WithDefault("PT1H")
    Duration stalledAfter();

    /**
     * When one older backup of each cluster is verified again in full, the one whose proof is the oldest first: what is
     * listed every quarter of an hour is read only so. With {@code off} never.
     */
    @Schedule
    @WithDefault("0 0 7 * * ?")
    String verifyAgain();

    /** How often the gateway looks whether all is well. */
    @Lasting(least = "PT1S", most = "PT1H")
    @WithDefault("PT15S")
    Duration lookEvery();

    /**
     * How long work may lie handed on, and not taken up by a service that has nothing else to do, before it counts as lost
     * and is sent again.
     */
    @Lasting(least = "PT1S", most = "P1D")
    @WithDefault("PT5M")
    Duration untakenAfter();
}
