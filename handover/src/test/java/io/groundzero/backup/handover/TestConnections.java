package io.groundzero.backup.handover;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Connections as a service with these settings has them. */
final class TestConnections {

    private TestConnections() {
    }

    static BrokerConnections of(Map<String, String> settings) {
        SmallRyeConfig config = config(settings);
        return new BrokerConnections(config.getConfigMapping(BrokerConfig.class),
                config.getConfigMapping(ServiceConfig.class));
    }

    static ServiceConfig service(String name, String stage) {
        return config(Map.of("gz.service.name", name, "gz.service.stage", stage, "gz.broker.user", name,
                "gz.broker.password-file", "none")).getConfigMapping(ServiceConfig.class);
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(settings, "test", 500))
                .withMapping(BrokerConfig.class).withMapping(ServiceConfig.class).build();
    }
}
