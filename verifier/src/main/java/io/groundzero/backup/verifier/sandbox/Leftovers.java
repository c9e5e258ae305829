package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/** Processes that still work in a folder of which nobody should know any more. */
public final class Leftovers {

    private static final Logger LOG = Logger.getLogger(Leftovers.class);
    private static final Path PROC = Path.of("/proc");
    private static final long PATIENCE_SECONDS = 10;
    private static final int LONGEST_WORDS = 1 << 20;

    private Leftovers() {
    }

    /**
     * Kills those of the account whose working directory, command line or environment lies in the folder: PostgreSQL's
     * own processes overwrite their command line, but stay in their data directory; an application's may go anywhere.
     *
     * @throws IOException if one of them does not die
     */
    public static void end(Account account, Path folder) throws IOException, InterruptedException {
        for (ProcessHandle process : find(account, folder)) {
            LOG.warnf("process %d is left over in %s and is killed: %s", process.pid(), folder,
                    commandLine(PROC.resolve(Long.toString(process.pid()))));
            process.destroyForcibly();
            try {
                process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("process " + process.pid() + " is left over in " + folder + " and does not die",
                        e);
            }
        }
    }

    /** Those that {@link #end} would kill. */
    public static List<ProcessHandle> find(Account account, Path folder) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && belongs(process, account, folder)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static boolean belongs(Path process, Account account, Path folder) {
        try {
            if (!Files.getAttribute(process, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(account.uid())) {
                return false;
            }
        } catch (IOException gone) {
            return false;
        }
        return workingDirectory(process).filter(path -> path.startsWith(folder)).isPresent()
                || commandLine(process).contains(folder + "/") || words(process, "environ").contains(folder + "/");
    }

    private static Optional<Path> workingDirectory(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String commandLine(Path process) {
        return words(process, "cmdline");
    }

    private static String words(Path process, String file) {
        try (InputStream in = Files.newInputStream(process.resolve(file))) {
            return new String(in.readNBytes(LONGEST_WORDS), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
