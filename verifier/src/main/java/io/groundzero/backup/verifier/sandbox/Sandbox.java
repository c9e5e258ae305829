package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.postgres.ChildProcess;

/**
 * Where code runs that comes out of a backup: the throwaway server, and the programs that feed it. All of it dies with
 * this JVM, however that ends.
 *
 * <p>Each program gets namespaces of its own; they meet at the server's Unix socket, which lies in a folder and so is
 * no part of a network namespace.
 */
public class Sandbox {

    /** Where sockets of other servers and other people's files may lie. Empty inside, unless something needed is there. */
    private static final List<String> EMPTY_INSIDE = List.of("/run", "/tmp", "/var/tmp");

    /** Processes and threads of the throwaway user altogether: a fork bomb must not take the machine with it. */
    private static final int MOST_PROCESSES = 1024;

    private final Isolation isolation;
    private final Account account;
    private final List<Path> secrets;
    private final Path scratch;

    /**
     * @param account as whom the programs run; with {@link Isolation#NONE} this JVM's own
     * @param secrets files and folders that are hidden inside, whatever their permissions
     * @param scratch stays visible inside
     */
    public Sandbox(Isolation isolation, Account account, List<Path> secrets, Path scratch) {
        this.isolation = isolation;
        this.account = account;
        this.secrets = List.copyOf(secrets);
        this.scratch = scratch;
    }

    public Account account() {
        return account;
    }

    public Isolation isolation() {
        return isolation;
    }

    /** A program inside, in the scratch folder, with nothing of this JVM's environment. */
    public ChildProcess command(List<String> command, Path folder) throws IOException {
        return command(command, folder, "");
    }

    /** The same with a loopback of its own, for a program that is asked by TCP: see {@link Enclosure}. */
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
                script.append("mount -n -t tmpfs -o size=64k tmpfs ").append(quoted(secret.toRealPath().toString()))
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
