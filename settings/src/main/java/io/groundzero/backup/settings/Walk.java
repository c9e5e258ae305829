package io.groundzero.backup.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.smallrye.config.WithParentName;

/** Goes through all settings of a mapping, nested ones and those of maps too. */
final class Walk {

    /** Takes each value that is there; of a list each element. */
    @FunctionalInterface
    interface Visitor {
        void visit(String property, Method setting, Object value);
    }

    private final Visitor visitor;

    Walk(Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * @param prefix the property that the mapping begins with
     * @param type the mapping or a group in it
     * @param values what implements it
     */
    void through(String prefix, Class<?> type, Object values) {
        settings(type).forEach(setting -> value(property(prefix, setting), setting, read(setting, values)));
    }

    private void value(String property, Method setting, Object value) {
        if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(there -> value(property, setting, there));
        } else if (value instanceof Collection<?> several) {
            several.forEach(one -> value(property, setting, one));
        } else if (value instanceof Map<?, ?> byName) {
            new TreeMap<>(byName).forEach((name, one) -> value(property + "." + name, setting, one));
        } else {
            group(value).ifPresentOrElse(group -> through(property, group, value),
                    () -> visitor.visit(property, setting, value));
        }
    }

    /** The interface of a nested group, if the value is one. */
    private static Optional<Class<?>> group(Object value) {
        if (value instanceof Path || value instanceof Enum<?>) {
            return Optional.empty();
        }
        return Stream.<Class<?>>of(value.getClass().getInterfaces())
                .filter(type -> type.getName().startsWith("io.groundzero.")).findFirst();
    }

    private static List<Method> settings(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() == 0)
                .sorted(Comparator.comparing(Method::getName)).toList();
    }

    private static String property(String prefix, Method setting) {
        return setting.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + Names.word(setting);
    }

    private static Object read(Method setting, Object values) {
        try {
            // a mapping that only its own package needs is not public
            setting.setAccessible(true);
            return setting.invoke(values);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read the setting " + setting, e);
        }
    }
}
