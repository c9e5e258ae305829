package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.LimitedOutput;
import io.groundzero.backup.postgres.RunningProcess;
import io.groundzero.backup.throwaway.ThrowawayContainer;

/**
 * Programs in a container of their own, without network, key or credential, which shares a folder with this one, and its
 * user. After each backup's turn the container ends with all that is in it, and is started afresh.
 */
public final class ContainerSandbox implements Sandbox {

    private static final Logger LOG = Logger.getLogger(ContainerSandbox.class);

    /** What both containers have of the scratch folder: keys, proofs and what was fetched lie beside it. */
    static final String SHARED = "shared";
    /** Where the container's attendant listens, in there. */
    static final String SOCKET = "throwaway.sock";

    /** Until a container that has just ended is there again. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration LOOK = Duration.ofSeconds(20);

    /** A line for each folder that has all programs: the folder, a tab, and what the first says its version is. */
    private static final String LOOK_FOR_PROGRAMS = """
            IFS=:
            for folder in $1; do
              for program in $2; do
                [ -x "$folder/$program" ] || continue 2
              done
              printf '%s\\t%s\\n' "$folder" "$("$folder/${2%%:*}" --version)"
            done""";

    private static final String OPEN_FOLDERS = "find \"$1\" -type d -user \"$(id -u)\" ! -perm -700"
            + " -exec chmod u+rwx {} \\; 2>/dev/null || :";

    private final ThrowawayContainer container;
    private final Account account;
    private int staying;
    /** The last backup's, as long as its container was not seen to end. */
    private ThrowawayContainer.Turn used;

    private ContainerSandbox(ThrowawayContainer container, Account account) {
        this.container = container;
        this.account = account;
    }

    /**
     * @param scratch the verifier's own; both containers share the folder {@value #SHARED} in it, at the same path
     * @param account as whom both run
     */
    public static ContainerSandbox in(Path scratch, Account account) {
        return in(scratch, account, PATIENCE);
    }

    static ContainerSandbox in(Path scratch, Account account, Duration patience) {
        return new ContainerSandbox(new ThrowawayContainer(scratch.resolve(SHARED).resolve(SOCKET), patience), account);
    }

    @Override
    public Isolation isolation() {
        return Isolation.CONTAINER;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Path shared(Path scratch) {
        return scratch.resolve(SHARED);
    }

    @Override
    public ChildProcess command(List<String> command, Path folder) {
        return ChildProcess.of(command).elsewhere(container::start).in(folder)
                .environment(Map.of("HOME", "/nonexistent", "TMPDIR", folder.toString()));
    }

    @Override
    public Enclosure enclose(List<String> command, Path folder, UnaryOperator<ChildProcess> setting)
            throws IOException {
        return new ContainerEnclosure(folder, setting.apply(command(command, folder)).start());
    }

    @Override
    public void endServer(RunningProcess server) {
        // asked, so that it sees its own children off: nobody else would in there
        server.close();
    }

    @Override
    public void end(Path folder) throws IOException, InterruptedException {
        container.end(folder);
        // folders that were closed, to make them hard to delete; what remains so, the deletion complains of
        command(List.of("sh", "-c", OPEN_FOLDERS, "sh", folder.toString()), Path.of("/")).run(LOOK);
    }

    @Override
    public ClientPrograms programs(int major, List<Path> folders, List<String> programs) throws BackupException {
        List<ClientPrograms> found = found(folders, List.of("/usr/lib/postgresql/" + major + "/bin"), programs);
        return found.stream().filter(candidate -> candidate.major() == major).findFirst()
                .orElseThrow(() -> missing("PostgreSQL " + major, programs, found));
    }

    @Override
    public ClientPrograms newestPrograms(List<Path> folders, List<String> programs) throws BackupException {
        List<ClientPrograms> found = found(folders, List.of(), programs);
        return found.stream().max((one, other) -> Integer.compare(one.major(), other.major()))
                .orElseThrow(() -> missing("PostgreSQL", programs, found));
    }

    private static BackupException missing(String what, List<String> programs, List<ClientPrograms> found) {
        return new BackupException(ErrorCode.SOURCE_VERSION_UNSUPPORTED,
                "the throwaway container has no " + String.join(", ", programs) + " of " + what + "; found "
                        + (found.isEmpty()
                                ? "none"
                                : found.stream().map(ClientPrograms::version).collect(Collectors.joining(", "))));
    }

    private List<ClientPrograms> found(List<Path> folders, List<String> usual, List<String> programs)
            throws BackupException {
        try {
            String places = folders.isEmpty()
                    ? Stream.concat(usual.stream(), Stream.of(ask("printf %s \"$PATH\"")))
                            .collect(Collectors.joining(":"))
                    : folders.stream().map(Path::toString).collect(Collectors.joining(":"));
            List<ClientPrograms> found = new ArrayList<>();
            for (String line : ask(LOOK_FOR_PROGRAMS, places, String.join(":", programs)).split("\n")) {
                String[] parts = line.split("\t", 2);
                if (parts.length == 2) {
                    ClientPrograms.parse(Path.of(parts[0]), parts[1]).ifPresent(found::add);
                }
            }
            return found;
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                    "cannot look for PostgreSQL's programs: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "stopped while looking for PostgreSQL's programs", e);
        }
    }

    private String ask(String script, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(words));
        LimitedOutput said = new LimitedOutput(LONGEST_ANSWER);
        ChildProcess.Outcome outcome = command(command, Path.of("/")).stdout(said).run(LOOK);
        if (outcome.exitCode() != 0) {
            throw new IOException(outcome.words());
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean hasProgram(String name) {
        try {
            return !ask("command -v \"$1\" || :", name).isBlank();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while looking for " + name, e);
        }
    }

    @Override
    public synchronized Turn turn() throws BackupException {
        try {
            while (used != null && staying > 0) {
                wait();
            }
            renew();
            ThrowawayContainer.Turn turn = container.turn();
            return () -> over(turn);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "the verifier was stopped", e);
        }
    }

    private synchronized void over(ThrowawayContainer.Turn turn) {
        used = turn;
        tryToRenew();
    }

    @Override
    public synchronized Turn stay() {
        staying++;
        return this::gone;
    }

    private synchronized void gone() {
        staying--;
        tryToRenew();
    }

    private void tryToRenew() {
        try {
            renew();
        } catch (IOException e) {
            // the next turn insists on it
            LOG.errorf("%s", e.getMessage());
        }
    }

    private void renew() throws IOException {
        if (used == null || staying > 0) {
            return;
        }
        used.end(END);
        used = null;
        notifyAll();
    }

    /** 127.0.0.1 is the container's. */
    private final class ContainerEnclosure implements Enclosure {

        private final Path folder;
        private final RunningProcess process;

        private ContainerEnclosure(Path folder, RunningProcess process) {
            this.folder = folder;
            this.process = process;
        }

        @Override
        public ChildProcess neighbour(List<String> command) throws IOException {
            if (!process.alive()) {
                throw new IOException("the program is gone");
            }
            return command(command, folder);
        }

        @Override
        public boolean alive() {
            return process.alive();
        }

        @Override
        public OptionalInt exitCode() throws InterruptedException {
            return process.exitCode();
        }

        @Override
        public void close() throws IOException {
            process.kill();
            container.end(folder);
        }
    }
}
