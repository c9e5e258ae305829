package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Where sockets of other servers and other people's files may lie. Empty inside, unless something needed is there. */
    private static final List<String> EMPTY_INSIDE = List.of("/run", "/tmp", "/var/tmp");

    /** Processes and threads of the throwaway user altogether: a fork bomb must not take the machine with it. */
    private static final int MOST_PROCESSES = 1024;

    private static final Duration QUIT = Duration.ofSeconds(5);
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/sbin");

    private final Isolation isolation;
    private final Account account;
    private final List<Path> secrets;
    private final Path scratch;

    /**
     * @param isolation any but {@link Isolation#CONTAINER}
     * @param account as whom the programs run; with {@link Isolation#NONE} this JVM's own
     * @param secrets files and folders that are hidden inside, whatever their permissions
     * @param scratch stays visible inside
     */
    public LocalSandbox(Isolation isolation, Account account, List<Path> secrets, Path scratch) {
        this.isolation = isolation;
        this.account = account;
        this.secrets = List.copyOf(secrets);
        this.scratch = scratch;
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
        return ChildProcess.of(command).wrapper(wrapper(Path.of(command.get(0)), preparation)).in(folder)
                .environment(Map.of("HOME", "/nonexistent", "TMPDIR", folder.toString()));
    }

    private List<String> wrapper(Path program, String preparation) throws IOException {
        List<String> wrapper = new ArrayList<>();
        if (isolation == Isolation.NAMESPACES) {
            // KILL, because unshare ignores TERM; with process 1 of the namespace the kernel ends all others in it
            wrapper.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--", "unshare", "--net", "--ipc", "--mount",
                    "--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--", "sh", "-euc",
                    mounts(program) + preparation + "exec \"$@\"", "sandbox"));
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
        return List.of("prlimit", "--nproc=" + MOST_PROCESSES, "--core=0", "setpriv", "--reuid=" + account.uid(),
                "--regid=" + account.gid(), "--clear-groups",
                "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--pdeathsig", "KILL", "--");
    }

    private String mounts(Path program) throws IOException {
        StringBuilder script = new StringBuilder();
        Path needed = program.isAbsolute() && Files.exists(program) ? program.toRealPath() : program;
        // secrets first: a mount over their folder would hide the names
        for (Path secret : secrets) {
            if (Files.isDirectory(secret)) {
                script.append("mount -n -t tmpfs -o size=64k,mode=755 tmpfs ")
                        .append(quoted(secret.toRealPath().toString()))
                        .append('\n');
            } else if (Files.exists(secret)) {
                script.append("mount -n --bind /dev/null ").append(quoted(secret.toRealPath().toString())).append('\n');
            }
        }
        for (String folder : EMPTY_INSIDE) {
            if (Files.isDirectory(Path.of(folder)) && !scratch.toRealPath().startsWith(folder)
                    && !needed.startsWith(folder)) {
                script.append("mount -n -t tmpfs -o size=16m,mode=1777 tmpfs ").append(folder).append('\n');
            }
        }
        // shared memory segments of a killed server vanish with it
        script.append("mount -n -t tmpfs -o mode=1777 tmpfs /dev/shm\n");
        return script.toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
