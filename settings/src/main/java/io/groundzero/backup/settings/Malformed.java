package io.groundzero.backup.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.quarkus.runtime.configuration.MemorySize;

/** Says in plain words what the configuration library found wrong with a value. */
final class Malformed {

    private static final Pattern PROPERTY = Pattern.compile("[Cc]onfig property (\\S+) ");
    private static final Pattern CODE = Pattern.compile("(?:[a-z]+\\.)+[A-Z]\\w+: |SRCFG\\d+: ");
    private static final Map<Class<?>, String> WANTED = Map.of(int.class, "a whole number", Integer.class,
            "a whole number", double.class, "a number such as 1.5", Duration.class,
            "a duration such as 10s, 15m, 6h or PT6H", MemorySize.class, "a size such as 512M or 2G", URI.class,
            "an address such as https://host:port", Path.class, "a path");

    private final Shape shape;
    private final KnownVariables known;

    Malformed(Shape shape, KnownVariables known) {
        this.shape = shape;
        this.known = known;
    }

    /**
     * @param message of the library
     */
    String words(String message) {
        Matcher property = PROPERTY.matcher(message);
        if (!property.find()) {
            return CODE.matcher(message).replaceAll("");
        }
        String name = property.group(1);
        String variable = Names.variable(name);
        // an empty value counts as none
        if (message.contains("SRCFG00014") || message.contains("SRCFG00040")) {
            return variable + " is not set" + known.meaning(variable).map(words -> ". It is: " + words).orElse("");
        }
        return variable + " must be "
                + shape.type(name).flatMap(Malformed::wanted).map(words -> words + "; ").orElse("")
                + "what it is set to cannot be understood" + value(message).map(given -> ": " + given).orElse("");
    }

    private static Optional<String> wanted(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(Arrays.stream(type.getEnumConstants())
                    .map(one -> one.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", ", "one of ", "")));
        }
        return Optional.ofNullable(WANTED.get(type));
    }

    private static Optional<String> value(String message) {
        Matcher value = Pattern.compile("config value \"(.*?)\" threw").matcher(message);
        return value.find() ? Optional.of(value.group(1)) : Optional.empty();
    }
}
