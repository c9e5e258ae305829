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

    /** Variables of the stack itself, which the services only see because they share its environment. */
    List<String> ofTheStack() throws IOException {
        Pattern variable = Pattern.compile("GZ_[A-Z0-9_]*[A-Z0-9]");
        List<String> found = new ArrayList<>();
        for (String place : List.of("docker-compose.yml", "infra/stack", "infra/doctor", "infra/compose/demo.env")) {
            Path file = root.resolve(place);
            if (Files.exists(file)) {
                variable.matcher(Files.readString(file)).results().map(match -> match.group()).forEach(found::add);
            }
        }
        return found.stream().distinct().sorted().toList();
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
