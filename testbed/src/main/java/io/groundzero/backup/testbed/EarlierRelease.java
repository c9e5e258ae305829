package io.groundzero.backup.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an earlier release left behind, as it was made and never changed since: a bucket, keys, and the gateway's database.
 * {@code acceptance/src/test/resources/release-…} says more.
 */
public record EarlierRelease(Path folder) {

    /** All that are kept. */
    public static List<EarlierRelease> all() {
        try (Stream<Path> folders = Files.list(resources())) {
            List<EarlierRelease> releases = folders
                    .filter(folder -> folder.getFileName().toString().startsWith("release-")).sorted()
                    .map(EarlierRelease::new).toList();
            if (releases.isEmpty()) {
                throw new IllegalStateException("no earlier release is kept in " + resources());
            }
            return releases;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param version such as {@code 0.1} */
    public static EarlierRelease of(String version) {
        return new EarlierRelease(resources().resolve("release-" + version));
    }

    private static Path resources() {
        return Script.of("postgres").root().resolve("acceptance/src/test/resources");
    }

    /** All objects of its bucket, by key. */
    public Map<String, byte[]> objects() throws IOException {
        Path bucket = folder.resolve("bucket");
        Map<String, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects.put(bucket.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return objects;
    }

    /** A file with a key: {@code recipient.secret.asc}, {@code shipper.public.asc} or {@code verifier.public.asc}. */
    public Path key(String name) {
        return folder.resolve("keys").resolve(name);
    }

    /** An API key that its gateway's database knows. */
    public String apiKey(String name) throws IOException {
        return Files.readString(folder.resolve("api-keys").resolve(name)).strip();
    }

    /** Fills an empty database of a server with what its gateway had stored. */
    public void loadGateway(TestPostgres server, String database) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-h", server.host(), "-p",
                        Integer.toString(server.port()), "-U", server.superuser(), "-o", "/dev/null", "-d"));
        words.addAll(List.of(database, "-f", folder.resolve("gateway.sql").toString()));
        ProcessBuilder psql = new ProcessBuilder(words).inheritIO();
        psql.environment().put("PGPASSWORD", server.password());
        if (psql.start().waitFor() != 0) {
            throw new IllegalStateException("psql cannot load " + folder.resolve("gateway.sql"));
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
