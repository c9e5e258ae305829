package io.groundzero.backup.settings;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * Reads the settings of a service one by one, so that each that is wrong can be named. The library itself stops at the
 * first that it cannot convert, and in a packaged service it cannot read mappings before the framework runs.
 */
final class Reading {

    private final SmallRyeConfig config;
    private final KnownVariables known;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Reading(SmallRyeConfig config, KnownVariables known) {
        this.config = config;
        this.known = known;
    }

    Findings findings() {
        return new Findings(problems, warnings);
    }

    void mapping(Class<?> mapping) {
        group(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
    }

    private void group(String prefix, Class<?> group) {
        for (Method setting : settings(group)) {
            String property = setting.isAnnotationPresent(WithParentName.class)
                    ? prefix
                    : prefix + "." + Names.word(setting);
            SettingType type = SettingType.of(setting.getGenericReturnType());
            if (type.byName()) {
                List<String> leaves = type.isGroup()
                        ? settings(type.element()).stream().map(Names::word).toList()
                        : List.of();
                new MapNames(config).of(property, leaves).forEach(name -> one(property + "." + name, setting, type));
            } else {
                one(property, setting, type);
            }
        }
    }

    private static List<Method> settings(Class<?> group) {
        return Stream.of(group.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName)).toList();
    }

    private void one(String property, Method setting, SettingType type) {
        if (type.isGroup()) {
            group(property, type.element());
            return;
        }
        List<String> texts = texts(property, type);
        if (texts.isEmpty()) {
            nothing(property, setting, type);
        }
        Several limits = setting.getAnnotation(Several.class);
        if (limits != null && texts.size() > limits.most()) {
            problems.add(Names.shown(property) + " must have at most " + limits.most() + " elements, but has "
                    + texts.size());
        }
        texts.forEach(text -> look(Names.shown(property), text, setting, type));
    }

    private void nothing(String property, Method setting, SettingType type) {
        WithDefault fallback = setting.getAnnotation(WithDefault.class);
        if (fallback != null && config.getConfigValue(property).getValue() != null) {
            // the library would not take the default
            problems.add(Names.shown(property) + " is set to nothing. Delete or comment out its line: then it is "
                    + fallback.value());
        } else if (fallback == null && !type.optional()) {
            problems.add(Names.shown(property) + " is not set"
                    + known.meaning(Names.variable(property)).map(words -> ". It is: " + words).orElse(""));
        }
    }

    /** What is set; an empty text counts as nothing. */
    private List<String> texts(String property, SettingType type) {
        if (type.several()) {
            return config.getOptionalValues(property, String.class, ArrayList::new).map(List::copyOf)
                    .orElse(List.of());
        }
        return Optional.ofNullable(config.getConfigValue(property).getValue()).filter(text -> !text.isBlank()).stream()
                .toList();
    }

    private void look(String name, String text, Method setting, SettingType type) {
        Optional<?> read = read(text, type);
        if (read.isEmpty()) {
            problems.add(name + " must be " + type.wanted() + ", but is " + text);
            return;
        }
        Object value = read.get();
        Rules.problems(setting, value).forEach(problem -> problems.add(name + " " + problem));
        if (Secrecy.isSecret(setting) && FileRules.changeableByOthers((Path) value)) {
            warnings.add(name + " names a file that others than its owner may change: chmod go-w " + value);
        }
    }

    private Optional<?> read(String text, SettingType type) {
        if (type.isNoTruth(text)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(config.convert(text, type.element()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
