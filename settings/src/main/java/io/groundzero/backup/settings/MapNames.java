package io.groundzero.backup.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;

/** The names that users have chosen: in {@code gz.clusters.main.host} it is {@code main}. */
final class MapNames {

    private final SmallRyeConfig config;

    MapNames(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * @param property in front of the name
     * @param leaves what comes behind it; nothing if the name is the last
     * @return as they stand in properties
     */
    Set<String> of(String property, Collection<String> leaves) {
        Pattern inProperties = Pattern.compile(Pattern.quote(property) + "\\.(\"[^\"]+\"|"
                + (leaves.isEmpty() ? ".+)" : "[^.\"]+)\\..+"));
        Pattern inVariables = Pattern.compile(Names.variable(property) + (leaves.isEmpty()
                ? "_([A-Z0-9_]+)"
                : "_([A-Z0-9]+)_(?:" + String.join("|", leaves.stream().map(Names::variable).toList()) + ")"));
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            Pattern pattern = source instanceof EnvConfigSource ? inVariables : inProperties;
            source.getPropertyNames().stream().map(pattern::matcher).filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .map(name -> source instanceof EnvConfigSource ? asInProperties(name) : name).forEach(names::add);
        }
        return names;
    }

    private static String asInProperties(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
