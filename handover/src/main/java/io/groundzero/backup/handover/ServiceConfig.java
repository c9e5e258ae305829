package io.groundzero.backup.handover;

import java.util.Optional;

import io.groundzero.backup.contracts.message.Stage;
import io.smallrye.config.ConfigMapping;

/** Which service this is. Set in each service's application.properties, not by users. */
@ConfigMapping(prefix = "gz.service")
public interface ServiceConfig {

    /** The service's name; also the name of its work queue. */
    String name();

    /** The stage it works on, if any. */
    Optional<Stage> stage();
}
