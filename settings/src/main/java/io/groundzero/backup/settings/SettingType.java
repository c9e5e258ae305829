package io.groundzero.backup.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkus.runtime.configuration.MemorySize;

/**
 * What a setting is made of.
 *
 * @param element its type, or that of what it holds several of
 * @param several whether it is a list
 * @param byName whether users choose names for several of it
 */
record SettingType(Class<?> element, boolean optional, boolean several, boolean byName) {

    private static final Set<String> TRUTHS = Set.of("true", "false", "yes", "no", "on", "off", "1", "0", "y", "n");
    private static final Map<Class<?>, String> WANTED = Map.of(int.class, "a whole number", long.class,
            "a whole number", double.class, "a number such as 1.5", Duration.class,
            "a duration such as 10s, 15m, 6h or PT6H", MemorySize.class, "a size such as 512M or 2G",
            URI.class, "an address such as https://host:port", Path.class, "a path",
            boolean.class, "true or false");

    static SettingType of(Type type) {
        if (type instanceof ParameterizedType holder) {
            Type[] arguments = holder.getActualTypeArguments();
            SettingType inner = of(arguments[arguments.length - 1]);
            Class<?> outer = (Class<?>) holder.getRawType();
            return new SettingType(inner.element, inner.optional || outer == Optional.class,
                    inner.several || Collection.class.isAssignableFrom(outer), inner.byName || outer == Map.class);
        }
        return new SettingType((Class<?>) type, false, false, false);
    }

    boolean isGroup() {
        return element.isInterface() && element.getName().startsWith("io.groundzero.");
    }

    /** What can be understood, in words. */
    String wanted() {
        return element.isEnum()
                ? Arrays.stream(element.getEnumConstants())
                        .map(one -> one.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", ", "one of ", ""))
                : WANTED.getOrDefault(element, "something else");
    }

    /** The library takes every word that it does not know for false. */
    boolean isNoTruth(String text) {
        return element == boolean.class && !TRUTHS.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
