package io.groundzero.backup.settings;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.smallrye.config.WithParentName;

/** Which settings a mapping has, whether they are set or not, with the type of each. */
final class Shape {

    /** A name in a map: a word, or several in quotes. */
    private static final String NAME = "(?:[^.\"]+|\"[^\"]+\")";

    private final Map<Pattern, Class<?>> settings = new LinkedHashMap<>();

    Shape(String prefix, Class<?> mapping) {
        group(Pattern.quote(prefix), mapping);
    }

    /** The type of a setting, of a list that of its elements. */
    Optional<Class<?>> type(String property) {
        String plain = property.replaceAll("\\[\\d+]$", "");
        return settings.entrySet().stream().filter(setting -> setting.getKey().matcher(plain).matches())
                .<Class<?>>map(Map.Entry::getValue).findFirst();
    }

    private void group(String prefix, Class<?> type) {
        for (Method setting : type.getMethods()) {
            if (Modifier.isAbstract(setting.getModifiers())) {
                String name = setting.isAnnotationPresent(WithParentName.class)
                        ? prefix
                        : prefix + Pattern.quote("." + Names.word(setting));
                setting(name, setting.getGenericReturnType());
            }
        }
    }

    private void setting(String name, Type type) {
        if (type instanceof ParameterizedType several) {
            boolean isMap = several.getRawType() == Map.class;
            setting(isMap ? name + "\\." + NAME : name, several.getActualTypeArguments()[isMap ? 1 : 0]);
        } else if (type instanceof Class<?> group && group.isInterface() && group.getName().startsWith(
                "io.groundzero.")) {
            group(name, group);
        } else {
            settings.put(Pattern.compile(name), (Class<?>) type);
        }
    }
}
