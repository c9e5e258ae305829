package io.groundzero.backup.throwaway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes in this container that still work in a folder. One that hides from this search ends with the container, at
 * the latest.
 */
final class Leftovers {

    private static final Path PROC = Path.of("/proc");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;
    private static final int LONGEST_WORDS = 1 << 20;

    private Leftovers() {
    }

    /**
     * Kills those whose working directory, command line or environment lies in the folder.
     *
     * @throws IOException if one of them does not die
     */
    static void end(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ProcessHandle> left = find(folder);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("process " + left.get(0).pid() + " works in " + folder + " and does not die");
            }
            left.forEach(ProcessHandle::destroyForcibly);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            left = find(folder);
        }
    }

    private static List<ProcessHandle> find(Path folder) throws IOException {
        long own = ProcessHandle.current().pid();
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> worksIn(process, folder))
                    .map(process -> Long.parseLong(process.getFileName().toString())).filter(pid -> pid != own)
                    .flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            if (Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder)) {
                return true;
            }
        } catch (IOException gone) {
            // it has ended, or is of another user
            return false;
        }
        return words(process, "cmdline").contains(folder + "/") || words(process, "environ").contains(folder + "/");
    }

    private static String words(Path process, String file) {
        try (InputStream in = Files.newInputStream(process.resolve(file))) {
            return new String(in.readNBytes(LONGEST_WORDS), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
