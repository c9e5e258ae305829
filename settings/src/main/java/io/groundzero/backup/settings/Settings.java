package io.groundzero.backup.settings;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;

/**
 * The settings of a service, and what is wrong with them. What each may be is said by the annotations of this package
 * in its mapping; what several may be together is checked where they are used.
 *
 * @param service its name
 * @param mappings all that the service uses; docs/configuration.md shows these
 */
public record Settings(String service, List<Class<?>> mappings) {

    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final Set<String> TRUTHS = Set.of("true", "false", "yes", "no", "on", "off", "1", "0", "y", "n");

    public Settings {
        mappings = List.copyOf(mappings);
    }

    public static Settings of(String service, Class<?>... mappings) {
        return new Settings(service, List.of(mappings));
    }

    /**
     * @param environment variables, beside the process's own and all other places that settings come from
     */
    public Findings check(Map<String, String> environment) {
        KnownVariables known = KnownVariables.load();
        Findings variables = known.check(environment.keySet());
        List<String> problems = new ArrayList<>(variables.problems());
        List<String> warnings = new ArrayList<>(variables.warnings());
        // each by itself, because the configuration of one cannot be read if another is incomplete
        for (Class<?> mapping : mappings) {
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            try {
                SmallRyeConfig config = config(environment, mapping);
                new Walk((property, setting, value) -> look(config, property, setting, value, problems, warnings))
                        .through(prefix, mapping, config.getConfigMapping(mapping));
            } catch (ConfigValidationException e) {
                Malformed malformed = new Malformed(new Shape(prefix, mapping), known);
                for (int i = 0; i < e.getProblemCount(); i++) {
                    problems.add(malformed.words(e.getProblem(i).getMessage()));
                }
            }
        }
        return new Findings(problems.stream().distinct().toList(), warnings.stream().distinct().toList());
    }

    private static SmallRyeConfig config(Map<String, String> environment, Class<?> mapping) {
        return ConfigUtils.configBuilder().withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL))
                .withMapping(mapping).withValidateUnknown(false).build();
    }

    private static void look(SmallRyeConfig config, String property, Method setting, Object value,
            List<String> problems, List<String> warnings) {
        String name = Names.shown(property);
        Rules.problems(setting, value).forEach(problem -> problems.add(name + " " + problem));
        if (value instanceof Boolean) {
            // the library takes every other word for false
            String word = config.getConfigValue(property).getValue();
            if (word != null && !TRUTHS.contains(word.strip().toLowerCase(Locale.ROOT))) {
                problems.add(name + " must be true or false, but is " + word);
            }
        }
        if (Secrecy.isSecret(setting) && FileRules.changeableByOthers((Path) value)) {
            warnings.add(name + " names a file that others than its owner may change; chmod go-w " + value);
        }
    }
}
