package io.groundzero.backup.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.EnvConfigSource;

/**
 * The settings of a service, and what is wrong with them. What each may be is said by the annotations of this package
 * in its mapping; what several may be together is checked where they are used.
 *
 * @param service its name
 * @param mappings all that the service uses; docs/configuration.md shows these
 */
public record Settings(String service, List<Class<?>> mappings) {

    private static final int ENVIRONMENT_ORDINAL = 300;

    public Settings {
        mappings = List.copyOf(mappings);
    }

    public static Settings of(String service, Class<?>... mappings) {
        return new Settings(service, List.of(mappings));
    }

    /**
     * @param environment variables; they count beside all other places that the service's settings come from
     */
    public Findings check(Map<String, String> environment) {
        KnownVariables known = KnownVariables.load();
        Reading reading = new Reading(
                ConfigUtils.configBuilder().withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL)).build(),
                known);
        mappings.forEach(reading::mapping);
        Findings variables = known.check(environment.keySet());
        Findings values = reading.findings();
        return new Findings(
                Stream.concat(values.problems().stream(), variables.problems().stream()).distinct().toList(),
                Stream.concat(values.warnings().stream(), variables.warnings().stream()).distinct().toList());
    }
}
