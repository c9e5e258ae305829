package io.groundzero.backup.testbed;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** PostgreSQL servers of major versions that the system does not have: server and extensions, no client programs. */
public final class OtherPostgres {

    /** All that the build downloads, see the pom of this module. */
    public static final List<Integer> MAJORS = List.of(16, 17, 18);

    private OtherPostgres() {
    }

    /**
     * @param major one of {@link #MAJORS}
     * @param settings for postgresql.conf, as {@code name=value}
     */
    public static TestPostgres start(int major, String... settings) {
        try {
            return TestPostgres.start(Map.of("PG_BIN", unpacked(major).resolve("bin").toString()), settings);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lies where the system's user postgres can reach it, and stays for the next run. */
    private static Path unpacked(int major) throws IOException, InterruptedException {
        Path archive = Script.of("postgres").root()
                .resolve("testbed/target/postgres/" + major + "/postgres-linux-x86_64.txz");
        if (!Files.exists(archive)) {
            throw new IllegalStateException(archive + " is missing: build the module testbed without -DskipTests");
        }
        Path folder = Path.of("/var/tmp/ground-zero-postgres-" + major + "-" + Files.size(archive));
        if (!Files.exists(folder)) {
            Path part = Script.serverFolder("unpack");
            Process tar = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", part.toString()).inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IllegalStateException("tar cannot unpack " + archive);
            }
            try {
                Files.move(part, folder);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                Script.delete(part);
            }
        }
        return folder;
    }
}
