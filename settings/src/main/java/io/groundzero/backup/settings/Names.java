package io.groundzero.backup.settings;

import java.lang.reflect.Method;
import java.util.Locale;

import io.smallrye.config.WithName;

/** What a setting is called as a property and as an environment variable. */
final class Names {

    private Names() {
    }

    /** The property's last word. */
    static String word(Method setting) {
        WithName own = setting.getAnnotation(WithName.class);
        return own == null
                ? setting.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT)
                : own.value();
    }

    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The variable, or the property if no variable leads to it. */
    static String shown(String property) {
        return property.matches("[a-z0-9.-]+") ? variable(property) : property;
    }
}
