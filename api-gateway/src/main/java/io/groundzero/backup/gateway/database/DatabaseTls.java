package io.groundzero.backup.gateway.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.groundzero.backup.trust.PostgresTls;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/** Turns {@code gz.database.sslmode} and {@code gz.database.sslrootcert} into what the datasource knows. */
public final class DatabaseTls implements ConfigSourceFactory {

    /** Before each of the two as the driver calls them. */
    public static final String DRIVER = "quarkus.datasource.jdbc.additional-jdbc-properties.";

    private static final String PREFIX = "gz.database.";
    /** Above the gateway's own properties, below what a user sets. */
    private static final int ORDINAL = 260;

    /**
     * @throws IllegalArgumentException in plain words, if the two do not fit together
     */
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Optional<String> mode = value(context, "sslmode");
        Optional<String> rootCertificate = value(context, "sslrootcert");
        if (mode.isEmpty() && rootCertificate.isEmpty()) {
            return List.of();
        }
        Map<String, String> properties = new TreeMap<>();
        PostgresTls.of(PREFIX, mode, rootCertificate.map(Path::of)).properties()
                .forEach((name, value) -> properties.put(DRIVER + name, value));
        return List.of(new PropertiesConfigSource(properties, PREFIX + "sslmode", ORDINAL));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(PREFIX + name)).map(ConfigValue::getValue).map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
