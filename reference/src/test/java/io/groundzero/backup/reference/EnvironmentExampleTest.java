package io.groundzero.backup.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** env.example has a line for every setting, and none for anything else. */
class EnvironmentExampleTest {

    private static final Path ROOT = Path.of(System.getProperty("gz.root"));

    private static List<EnvironmentExample.Line> lines;
    private static Map<String, Setting> settings;
    private static Map<String, Set<String>> fallbacks;
    private static List<String> ofTheStack;
    private static Map<String, Path> setByTheStack;

    @BeforeAll
    static void read() throws Exception {
        Sources sources = new Sources(ROOT);
        List<Service> services = sources.services();
        lines = new EnvironmentExample(Files.readString(ROOT.resolve("env.example"))).lines();
        ofTheStack = sources.ofTheStack();
        setByTheStack = sources.setByTheStack();
        settings = new LinkedHashMap<>();
        fallbacks = new LinkedHashMap<>();
        services.forEach(service -> service.mappings().forEach(mapping -> mapping.settings().forEach(setting -> {
            settings.put(setting.pattern(), setting);
            Stream.of(setting.fallback(), service.defaults().get(setting.property())).filter(Objects::nonNull)
                    .filter(value -> !value.isEmpty())
                    .forEach(value -> fallbacks.computeIfAbsent(setting.pattern(), key -> new TreeSet<>()).add(value));
        })));
    }

    @Test
    void everySettingHasALine() {
        Set<String> there = lines.stream().map(line -> pattern(line.variable())).collect(Collectors.toSet());

        assertThat(settings.keySet()).filteredOn(setting -> !there.contains(setting))
                .as("settings that env.example lacks").isEmpty();
    }

    @Test
    void everyLineIsASetting() {
        // the images are named by variables without our prefix
        assertThat(lines).isNotEmpty()
                .filteredOn(line -> !line.variable().endsWith("_IMAGE") || line.variable().startsWith("GZ_"))
                .filteredOn(line -> !settings.containsKey(pattern(line.variable()))
                        && !ofTheStack.contains(line.variable()))
                .as("lines of env.example that are no settings").isEmpty();
    }

    @Test
    void whatTheStackSetsIsASetting() {
        assertThat(setByTheStack).isNotEmpty();
        assertThat(setByTheStack.entrySet())
                .filteredOn(set -> !settings.containsKey(pattern(set.getKey())) && !ofTheStack.contains(set.getKey()))
                .as("what is set, but is no setting, with the file that sets it").isEmpty();
    }

    @Test
    void noSettingHasTwoLines() {
        assertThat(lines).extracting(EnvironmentExample.Line::variable).doesNotHaveDuplicates();
    }

    @Test
    void whatIsCommentedOutShowsTheDefault() {
        assertThat(lines).filteredOn(line -> line.shown() && fallbacks.containsKey(pattern(line.variable())))
                .isNotEmpty().allSatisfy(line -> assertThat(fallbacks.get(pattern(line.variable())))
                        .as("the default of %s", line.variable()).contains(line.value()));
    }

    @Test
    void whatIsRequiredIsNotCommentedOut() {
        assertThat(lines).filteredOn(EnvironmentExample.Line::shown)
                .filteredOn(line -> settings.containsKey(pattern(line.variable())))
                // a block that nobody needs is commented out as a whole
                .filteredOn(line -> !pattern(line.variable()).contains("*"))
                .allSatisfy(line -> assertThat(
                        settings.get(pattern(line.variable())).required()
                                && !fallbacks.containsKey(pattern(line.variable())))
                        .as("whether %s is required", line.variable()).isFalse());
    }

    private static String pattern(String variable) {
        return settings.keySet().stream().filter(pattern -> variable.matches(pattern.replace("*", "[A-Z0-9]+")))
                .findFirst().orElse(variable);
    }
}
