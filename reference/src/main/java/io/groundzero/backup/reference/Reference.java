package io.groundzero.backup.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes what is made from the sources of the configuration. {@code make docs} runs it. */
public final class Reference {

    static final Path PAGE = Path.of("docs/configuration.md");
    static final Path VARIABLES = Path
            .of("settings/src/main/resources/io/groundzero/backup/settings/known-variables.tsv");

    private Reference() {
    }

    /** @param words the root of the checkout */
    public static void main(String... words) throws IOException {
        Path root = Path.of(words[0]);
        for (Map.Entry<Path, String> file : files(root).entrySet()) {
            Path target = root.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    /** What the files should say, by path below the root. */
    static Map<Path, String> files(Path root) throws IOException {
        Sources sources = new Sources(root);
        List<Service> services = sources.services();
        return Map.of(PAGE, new ConfigurationPage(services).text(), VARIABLES,
                new VariableList(services, sources.ofTheStack()).text());
    }
}
