package io.groundzero.backup.setup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Two folders, and somebody who runs setup on them. */
final class Desk {

    static final Instant NOW = Instant.now();

    final Path secrets;
    final Path kit;
    final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Desk(Path folder) {
        try {
            secrets = Files.createDirectories(folder.resolve("secrets"));
            kit = Files.createDirectories(folder.resolve("recovery-kit"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("GZ_SETUP_SECRETS", secrets.toString());
        environment.put("GZ_SETUP_RECOVERY_KIT", kit.toString());
        environment.put("GZ_SETUP_DEFINITIONS", template().toString());
        environment.put("GZ_BUCKET_NAME", "backups");
        environment.put("GZ_BUCKET_ENDPOINT", "https://s3.example.org");
        environment.put("GZ_GATEWAY_CLUSTERS", "main");
    }

    static Path template() {
        return Path.of(System.getProperty("gz.root"), "infra/rabbitmq/definitions.json");
    }

    /** @return the exit code */
    int setup(String... words) {
        printed.reset();
        PrintStream out = new PrintStream(printed, true);
        return new Setup(environment, Clock.fixed(NOW, ZoneOffset.UTC), out, out).run(List.of(words));
    }

    /** What the last run said. */
    String said() {
        return printed.toString();
    }

    /** Names of the files that the last run said were made, kept, or WRONG. */
    List<String> said(String word) {
        return said().lines().map(line -> line.strip().split(" +")).filter(words -> words[0].equals(word))
                .map(words -> words[1]).toList();
    }

    String secret(String name) {
        return read(secrets.resolve(name));
    }

    Path file(String name) {
        return name.startsWith("recovery-k") ? kit.resolve(name) : secrets.resolve(name);
    }

    /** The files' content by name, of both folders. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (Path folder : List.of(secrets, kit)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> !file.getFileName().toString().startsWith("."))
                        .forEach(file -> contents.put(file.getFileName().toString(), read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return contents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
