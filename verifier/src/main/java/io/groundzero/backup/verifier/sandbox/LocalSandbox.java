package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.RunningProcess;

/**
 * Programs on this machine, shut in as strictly as the {@link Isolation} says. With namespaces each program gets namespaces of its own; they meet at the server's Unix socket, which lies in a folder and so is
 * no part of a network namespace.
 */
public final class LocalSandbox implements Sandbox {

    /** Processes and threads of the throwaway user altogether: a fork bomb must not take the machine with it. */
    private static final int MOST_PROCESSES = 1024;
    /** Of the processes in the sandbox, the kernel ends one before any other of the machine's. */
    private static final String FIRST_TO_GO = "1000";
    /** Bytes in memory of all that use {@code /dev/shm} beside each other. */
    private static final long SHARED_MEMORY = 1L << 30;
    /** Bytes, unless it is said otherwise. */
    private static final long MEMORY = 4L << 30;

    private static final Duration QUIT = Duration.ofSeconds(5);
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/sbin");

    private final Isolation isolation;
    private final Account account;
    private final SandboxRoot root;
    private final MemoryLimit memory;

    /**
     * @param isolation any but {@link Isolation#CONTAINER}
     * @param account as whom the programs run; with {@link Isolation#NONE} this JVM's own
     * @param secrets files and folders that are hidden inside, whatever their permissions
     * @param scratch of it, only the folder that a program works in is visible inside
     */
    public LocalSandbox(Isolation isolation, Account account, List<Path> secrets, Path scratch) {
        this(isolation, account, secrets, scratch, List.of(), MEMORY);
    }

    /**
     * @param visible files and folders besides the system's programs that are seen inside, read-only
     * @param memory for all programs together, in bytes
     */
    public LocalSandbox(Isolation isolation, Account account, List<Path> secrets, Path scratch, List<Path> visible,
            long memory) {
        this.isolation = isolation;
        this.account = account;
        this.root = new SandboxRoot(account, scratch, visible, secrets);
        this.memory = isolation == Isolation.NAMESPACES
                ? MemoryLimit.together(memory, account)
                : MemoryLimit.each(memory);
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    @Override
    public ChildProcess command(List<String> command, Path folder) throws IOException {
        return command(command, folder, "");
    }

    /** The group's limit is the same for all that is shut in here; empty if there is none. */
    public Optional<Path> memoryGroup() {
        return memory.group();
    }

    /** All of it, as far as its permissions go. */
    @Override
    public Path shared(Path folder) {
        return folder;
    }

    @Override
    public Enclosure enclose(List<String> command, Path folder, UnaryOperator<ChildProcess> setting)
            throws IOException, InterruptedException {
        return LocalEnclosure.start(this, command, folder, setting);
    }

    @Override
    public void endServer(RunningProcess server) {
        if (isolation == Isolation.NAMESPACES) {
            // its memory and sockets go with its namespaces
            ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::children)
                    .forEach(ProcessHandle::destroyForcibly);
        } else {
            quit(server);
        }
        server.close();
    }

    /** Immediate shutdown, after which no shared memory is left. */
    private static void quit(RunningProcess server) {
        try {
            ChildProcess.of(List.of("kill", "-QUIT", Long.toString(server.pid()))).run(QUIT);
            server.await(QUIT.multipliedBy(2));
        } catch (IOException e) {
            // it is killed next
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void end(Path folder) throws IOException, InterruptedException {
        Leftovers.end(account, folder);
    }

    @Override
    public ClientPrograms programs(int major, List<Path> folders, List<String> programs) throws BackupException {
        return ClientPrograms.locate(major, folders, programs);
    }

    @Override
    public ClientPrograms newestPrograms(List<Path> folders, List<String> programs) throws BackupException {
        return ClientPrograms.newest(folders, programs);
    }

    @Override
    public boolean hasProgram(String name) {
        return Stream.concat(Stream.of(String.valueOf(System.getenv("PATH")).split(":")), SYSTEM_FOLDERS.stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Each program has namespaces or at least processes of its own, which end with it. */
    @Override
    public Turn turn() {
        return stay();
    }

    /** The same with a loopback of its own, for a program that is asked by TCP. */
    ChildProcess commandWithLoopback(List<String> command, Path folder) throws IOException {
        return command(command, folder, "PATH=\"$PATH:/usr/sbin:/sbin\" ip link set lo up\n");
    }

    private ChildProcess command(List<String> command, Path folder, String preparation) throws IOException {
        return ChildProcess.of(command).wrapper(wrapper(command, folder, preparation)).in(folder)
                .environment(Map.of("HOME", "/nonexistent", "TMPDIR", folder.toString()));
    }

    private List<String> wrapper(List<String> command, Path folder, String preparation) throws IOException {
        List<String> wrapper = new ArrayList<>();
        if (isolation == Isolation.NAMESPACES) {
            // KILL, because unshare ignores TERM; with process 1 of the namespace the kernel ends all others in it
            wrapper.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--", "unshare", "--net", "--ipc", "--mount",
                    "--pid", "--fork", "--kill-child=KILL", "--", "sh", "-euc", memory.script()
                            + root.script(command, folder, SHARED_MEMORY) + preparation + "exec \"$@\"",
                    "sandbox"));
        }
        wrapper.addAll(throwawayUser());
        return wrapper;
    }

    /** What turns a program that is started as root into one of the throwaway user's. */
    List<String> throwawayUser() {
        if (isolation == Isolation.NONE) {
            return List.of();
        }
        // asks for the death signal once more: changing the user has cancelled it
        List<String> words = new ArrayList<>(List.of("choom", "-n", FIRST_TO_GO, "--", "prlimit",
                "--nproc=" + MOST_PROCESSES, "--core=0", "--data=" + memory.bytes(), "setpriv",
                "--reuid=" + account.uid(), "--regid=" + account.gid(), "--clear-groups", "--no-new-privs",
                "--bounding-set=-all", "--inh-caps=-all", "--pdeathsig", "KILL", "--"));
        words.addAll(SystemCallFilter.wrapper());
        return words;
    }
}
