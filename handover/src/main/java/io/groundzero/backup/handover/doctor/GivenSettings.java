package io.groundzero.backup.handover.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.groundzero.backup.settings.Settings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;

/** A service's settings, read without starting it: its own defaults, and what the environment says. */
public final class GivenSettings {

    private static final String SUBJECT = "settings";
    private static final String ALL = "All settings: docs/configuration.md";
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

    private final Settings service;
    private final Map<String, String> environment;
    private final SmallRyeConfig config;

    private GivenSettings(Settings service, Map<String, String> environment) {
        this.service = service;
        this.environment = Map.copyOf(environment);
        this.config = builder().build();
    }

    /** The settings of the service whose jar this runs from. */
    public static GivenSettings ofThisService(Settings service) {
        return of(service, System.getenv());
    }

    /**
     * @param service what it can be told
     * @param environment variables as users set them
     */
    public static GivenSettings of(Settings service, Map<String, String> environment) {
        return new GivenSettings(service, environment);
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

    /** The variables as users have set them, those of other services among them. */
    public Map<String, String> environment() {
        return environment;
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

    /** Lists everything for which the service would refuse to start, or says that nothing is. */
    public Check check() {
        return new Check(SUBJECT, findings -> {
            io.groundzero.backup.settings.Findings found = service.check(environment);
            found.problems().forEach(problem -> findings.fail(SUBJECT, problem, ALL));
            found.warnings().forEach(warning -> findings.warn(SUBJECT, warning, ALL));
            if (found.problems().isEmpty()) {
                findings.ok(SUBJECT, "complete");
            }
        });
    }

    /** The variable that sets a property. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
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
        URL defaults = GivenSettings.class.getClassLoader().getResource("application.properties");
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
