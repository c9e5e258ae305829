package io.groundzero.backup.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** docs/configuration.md. */
final class ConfigurationPage {

    private static final String HEAD = """
            # Configuration

            <!-- make docs writes this file from the sources of the configuration; a test fails when it is out of date -->

            All settings are environment variables; `env.example` has a line for each. One `.env` can be given to all five
            services: each reads its own and knows the others'. A service checks its settings before it does anything else. If
            one is missing, malformed, out of range or unsafe, it prints a line for each and ends with exit code 2. So it does
            for a variable that looks like a setting typed wrong; another `GZ_` variable that nothing reads is a warning in the
            log.

            - Secrets stand in files, never in the environment: [secrets](secrets.md) says which, and where the files come from.
            - Durations are ISO 8601 (`PT15M`, `P7D`) or short (`10s`, `15m`, `6h`). Sizes: `512M`, `2G`. Lists are separated by
              commas (`\\,` is a comma in an element).
            - `<NAME>` stands for a name of your choice: letters and digits. There can be several.
            - A variable that is set to nothing (`GZ_X=`) is not set; if it has a default, delete its line instead.
            - Each is also a property, `GZ_BROKER_HOST` for example `gz.broker.host`, in `config/application.properties` beside the
              service or as `-Dgz.broker.host=…`. Variables win over the file, `-D` over variables.
            """;

    private final List<Service> services;

    ConfigurationPage(List<Service> services) {
        this.services = services;
    }

    String text() {
        StringBuilder page = new StringBuilder(HEAD);
        List<Mapping> common = services.get(0).mappings().stream().filter(this::isForAll).toList();
        section(page, "All services", common, services);
        for (Service service : services) {
            section(page, "The " + service.name(),
                    service.mappings().stream().filter(mapping -> !common.contains(mapping)).toList(),
                    List.of(service));
        }
        return page.toString();
    }

    private boolean isForAll(Mapping mapping) {
        return services.stream().allMatch(service -> service.mappings().contains(mapping));
    }

    private static void section(StringBuilder page, String title, List<Mapping> mappings, List<Service> readers) {
        page.append("\n## ").append(title).append("\n\n");
        mappings.forEach(mapping -> page.append("- `").append(prefix(mapping)).append("`: ")
                .append(mapping.meaning()).append('\n'));
        page.append("\n| variable | meaning | values | default |\n|---|---|---|---|\n");
        mappings.forEach(mapping -> mapping.settings().forEach(setting -> row(page, setting, readers)));
    }

    private static String prefix(Mapping mapping) {
        String start = mapping.prefix().replace('.', '_').toUpperCase(Locale.ROOT);
        boolean alone = mapping.settings().size() == 1 && mapping.settings().get(0).variable().equals(start);
        return alone ? start : start + "_…";
    }

    private static void row(StringBuilder page, Setting setting, List<Service> readers) {
        List<String> cells = List.of("`" + setting.variable() + "`", setting.meaning(), setting.values(),
                fallback(setting, readers));
        page.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    /** What it is if it is not set: the same for all who read it, or said for each who differs. */
    private static String fallback(Setting setting, List<Service> readers) {
        List<String> words = new ArrayList<>();
        List<String> own = readers.stream().map(service -> service.defaults().get(setting.property())).toList();
        if (own.stream().distinct().count() == 1 && own.get(0) != null) {
            return "`" + own.get(0) + "`";
        }
        if (!setting.fallback().isEmpty()) {
            words.add("`" + setting.fallback() + "`");
        }
        for (Service service : readers) {
            String value = service.defaults().get(setting.property());
            if (value != null && !value.equals(setting.fallback())) {
                words.add(service.name() + " `" + value + "`");
            }
        }
        String none = setting.required() ? "**required**" : "none";
        return words.isEmpty() ? none : String.join(", ", words);
    }
}
