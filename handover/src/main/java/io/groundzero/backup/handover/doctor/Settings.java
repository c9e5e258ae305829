package io.groundzero.backup.handover.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;

/** A service's settings, read without starting it: its own defaults, and what the environment says. */
public final class Settings {

    private static final int OWN_ORDINAL = 100;
    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final Pattern MISSING = Pattern.compile("The config property (\\S+) is required but .*",
            Pattern.DOTALL);
    private static final Pattern EMPTY = Pattern.compile("The config property (\\S+) is defined as the empty String.*",
            Pattern.DOTALL);
    private static final Pattern MALFORMED = Pattern
            .compile("The config property (\\S+) with the config value .* threw an "
                    + "Exception whilst being converted (.*)", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("(java\\.[\\w.]+Exception: )?SRCFG\\d+: ");

    private final Map<String, String> environment;
    private final SmallRyeConfig config;

    private Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.config = builder().build();
    }

    /** The settings of the service whose jar this runs from. */
    public static Settings ofThisService() {
        return of(System.getenv());
    }

    /** @param environment variables as users set them */
    public static Settings of(Map<String, String> environment) {
        return new Settings(environment);
    }

    /**
     * Settings that belong together. Each group is read for itself, so that one that is unusable hides no other.
     *
     * @throws UnusableSettings naming what is missing or malformed
     */
    public <T> T group(Class<T> mapping) {
        try {
            return builder().withMapping(mapping).build().getConfigMapping(mapping);
        } catch (ConfigValidationException e) {
            throw new UnusableSettings(IntStream.range(0, e.getProblemCount())
                    .mapToObj(i -> words(e.getProblem(i).getMessage())).distinct().toList());
        } catch (RuntimeException e) {
            throw new UnusableSettings(List.of(words(String.valueOf(e.getMessage()))));
        }
    }

    /**
     * One setting.
     *
     * @throws UnusableSettings if it is missing or malformed
     */
    public <T> T value(String property, Class<T> type) {
        return optional(property, type)
                .orElseThrow(() -> new UnusableSettings(List.of(variable(property) + " is not set")));
    }

    public <T> Optional<T> optional(String property, Class<T> type) {
        try {
            return config.getOptionalValue(property, type);
        } catch (RuntimeException e) {
            throw new UnusableSettings(List.of(variable(property) + ": " + words(String.valueOf(e.getMessage()))));
        }
    }

    /** What users have set, for who reads it in another way. */
    public ConfigSource[] sources() {
        return new ConfigSource[]{new EnvConfigSource(environment, ENVIRONMENT_ORDINAL), new SysPropConfigSource()};
    }

    /** Values of all properties whose names match. */
    public List<String> values(Pattern names) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> names.matcher(name).matches()).map(name -> config.getValue(name, String.class))
                .distinct()
                .sorted().toList();
    }

    /**
     * Lists what is wrong with these, or says that nothing is.
     *
     * @param groups interfaces as for {@link #group}
     * @param properties single ones that must be set
     */
    public Check check(List<Class<?>> groups, String... properties) {
        return new Check("settings", findings -> {
            List<String> problems = new ArrayList<>();
            groups.forEach(group -> collect(problems, () -> group(group)));
            List.of(properties).forEach(property -> collect(problems, () -> value(property, String.class)));
            problems.forEach(problem -> findings.fail("settings", problem, "env.example explains all settings."));
            if (problems.isEmpty()) {
                findings.ok("settings", "complete");
            }
        });
    }

    /**
     * What a service refuses at its start, beyond what cannot be read at all. Says nothing if it takes everything.
     *
     * @param refusals throw in plain words
     */
    @SafeVarargs
    public final Check refusals(Consumer<Settings>... refusals) {
        return new Check("settings", findings -> {
            for (Consumer<Settings> refusal : refusals) {
                try {
                    refusal.accept(this);
                } catch (UnusableSettings e) {
                    // told by the check above
                } catch (RuntimeException e) {
                    findings.failed("settings", e);
                }
            }
        });
    }

    /** The variable that sets a property. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static void collect(List<String> problems, Runnable reading) {
        try {
            reading.run();
        } catch (UnusableSettings e) {
            e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
        }
    }

    private static String words(String message) {
        String plain = CODE.matcher(message).replaceAll("").strip();
        Matcher missing = MISSING.matcher(plain);
        if (missing.matches()) {
            return variable(missing.group(1)) + " is not set";
        }
        Matcher empty = EMPTY.matcher(plain);
        if (empty.matches()) {
            return variable(empty.group(1)) + " is empty";
        }
        Matcher malformed = MALFORMED.matcher(plain);
        if (malformed.matches()) {
            return variable(malformed.group(1)) + ": " + malformed.group(2);
        }
        return Pattern.compile("\\bgz\\.[a-z0-9.-]*[a-z0-9]").matcher(plain).replaceAll(name -> variable(name.group()));
    }

    private SmallRyeConfigBuilder builder() {
        URL defaults = Settings.class.getClassLoader().getResource("application.properties");
        try {
            SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDefaultInterceptors()
                    .addDiscoveredConverters().withValidateUnknown(false)
                    .withSources(sources());
            return defaults == null
                    ? builder
                    : builder.withSources(new PropertiesConfigSource(defaults, OWN_ORDINAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
