package io.groundzero.backup.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The configuration of all services, read from their sources. */
final class Sources {

    private static final List<String> ORDER = List.of("dumper", "encryptor", "shipper", "verifier", "gateway");
    private static final Pattern SERVICE = Pattern.compile("Settings\\.of\\(\"([a-z]+)\",([^)]*)\\)");
    private static final Pattern TYPE = Pattern.compile("(\\w+)\\.class");

    private static final Pattern USED = Pattern.compile("\\$\\{?(GZ_[A-Z0-9_]+)");
    private static final Pattern SET = Pattern.compile("(?<![${A-Z_])(GZ_[A-Z0-9_]*[A-Z0-9])(?:=|: )");

    private final Path root;
    private final List<Path> files;

    /** @param root of the checkout */
    Sources(Path root) throws IOException {
        this.root = root;
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path java = module.resolve("src/main/java");
                if (Files.isDirectory(java)) {
                    try (Stream<Path> all = Files.walk(java)) {
                        all.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
                    }
                }
            }
        }
        this.files = List.copyOf(found);
    }

    /** All mappings, whether a service uses them or not. */
    List<Mapping> mappings() throws IOException {
        List<Mapping> mappings = new ArrayList<>();
        for (Path file : files) {
            if (file.toString().endsWith("Config.java") && Files.readString(file).contains("@ConfigMapping(")) {
                mappings.add(new MappingSource(JavaFile.parse(file), module(file), this::find).read());
            }
        }
        return mappings;
    }

    /** In the order in which a backup passes them. */
    List<Service> services() throws IOException {
        List<Mapping> mappings = mappings();
        List<Service> services = new ArrayList<>();
        for (Path file : files) {
            Matcher declaration = SERVICE.matcher(Files.readString(file));
            if (declaration.find()) {
                List<Mapping> own = TYPE.matcher(declaration.group(2)).results()
                        .map(type -> mapping(type.group(1), module(file), mappings)).toList();
                services.add(new Service(declaration.group(1), own, defaults(module(file))));
            }
        }
        services.sort(Comparator.comparingInt(service -> ORDER.indexOf(service.name())));
        return services;
    }

    /** Variables that compose and the scripts use themselves; the services see them when they share an environment. */
    List<String> ofTheStack() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : stackFiles()) {
            USED.matcher(Files.readString(file)).results().map(use -> use.group(1)).forEach(found::add);
        }
        return found.stream().distinct().sorted().toList();
    }

    /** Variables that compose and the scripts set for the services, with the file that does. */
    Map<String, Path> setByTheStack() throws IOException {
        Map<String, Path> found = new TreeMap<>();
        for (Path file : stackFiles()) {
            SET.matcher(Files.readString(file)).results().forEach(set -> found.put(set.group(1), file));
        }
        return found;
    }

    private List<Path> stackFiles() {
        return Stream.of("docker-compose.yml", "infra/compose/demo.env", "infra/stack").map(root::resolve)
                .filter(Files::exists).toList();
    }

    private static Mapping mapping(String type, String module, List<Mapping> mappings) {
        List<Mapping> sameName = mappings.stream().filter(mapping -> mapping.type().equals(type)).toList();
        return sameName.stream().filter(mapping -> mapping.module().equals(module)).findFirst()
                .or(() -> sameName.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("there is no mapping " + type));
    }

    private Map<String, String> defaults(String module) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(root.resolve(module + "/src/main/resources/application.properties"))) {
            properties.load(in);
        }
        Map<String, String> defaults = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> defaults.put(name, properties.getProperty(name)));
        return defaults;
    }

    private String module(Path file) {
        return root.relativize(file).getName(0).toString();
    }

    /** The file of a type, by the end of its path. */
    private Optional<JavaFile> find(String path) {
        return files.stream().filter(file -> file.endsWith(path)).findFirst().map(file -> {
            try {
                return JavaFile.parse(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
