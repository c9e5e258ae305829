package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.RunningProcess;

/**
 * A program on this machine. With {@link Isolation#NAMESPACES} that address is one of their own, behind which nothing else can be reached, and closing
 * ends all of them for certain; without, they share the machine's.
 */
final class LocalEnclosure implements Enclosure {

    private static final Path OWN_NETWORK = Path.of("/proc/self/ns/net");
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;
    /** A process number alone could by now be somebody else's, in the machine's own network. */
    private static final String IN_THIS_NETWORK = "[ \"$(readlink /proc/self/ns/net)\" = \"$1\" ] || "
            + "{ echo 'the program is gone' >&2; exit 1; }; shift; exec \"$@\"";

    private final LocalSandbox sandbox;
    private final Path folder;
    private final RunningProcess process;
    private List<String> entrance = List.of();

    private LocalEnclosure(LocalSandbox sandbox, Path folder, RunningProcess process) {
        this.sandbox = sandbox;
        this.folder = folder;
        this.process = process;
    }

    static LocalEnclosure start(LocalSandbox sandbox, List<String> command, Path folder,
            UnaryOperator<ChildProcess> setting) throws IOException, InterruptedException {
        LocalEnclosure enclosure = new LocalEnclosure(sandbox, folder,
                setting.apply(sandbox.commandWithLoopback(command, folder)).start());
        try {
            enclosure.findEntrance();
            return enclosure;
        } catch (IOException | InterruptedException | RuntimeException e) {
            enclosure.close();
            throw e;
        }
    }

    @Override
    public ChildProcess neighbour(List<String> command) throws IOException {
        if (sandbox.isolation() != Isolation.NAMESPACES) {
            return sandbox.command(command, folder);
        }
        if (entrance.isEmpty()) {
            throw new IOException("the program ended before it could be asked anything");
        }
        List<String> full = new ArrayList<>(entrance);
        full.addAll(sandbox.throwawayUser());
        full.addAll(command);
        return ChildProcess.of(full).environment(Map.of("HOME", "/nonexistent"));
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
        if (sandbox.isolation() == Isolation.NAMESPACES) {
            // process 1 of the namespace takes all others with it
            inner().ifPresent(ProcessHandle::destroyForcibly);
        } else {
            killAll();
        }
        process.close();
    }

    private void killAll() throws IOException {
        long deadline = System.nanoTime() + END.toNanos();
        ProcessHandle.of(process.pid()).stream().flatMap(ProcessHandle::descendants)
                .forEach(ProcessHandle::destroyForcibly);
        List<ProcessHandle> left = Leftovers.find(sandbox.account(), folder);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("process " + left.get(0).pid() + " is left over in " + folder
                        + " and does not die");
            }
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            left = Leftovers.find(sandbox.account(), folder);
        }
    }

    private Optional<ProcessHandle> inner() {
        return ProcessHandle.of(process.pid()).stream().flatMap(ProcessHandle::children).findFirst();
    }

    private void findEntrance() throws IOException, InterruptedException {
        if (sandbox.isolation() != Isolation.NAMESPACES) {
            return;
        }
        long deadline = System.nanoTime() + START.toNanos();
        while (process.alive()) {
            Optional<ProcessHandle> inner = inner();
            if (inner.isPresent() && entrance(inner.get().pid())) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("no namespaces were made within " + START.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private boolean entrance(long pid) throws IOException {
        Path network;
        try {
            network = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns/net"));
        } catch (IOException gone) {
            return false;
        }
        if (network.equals(Files.readSymbolicLink(OWN_NETWORK))) {
            return false;
        }
        entrance = List.of("nsenter", "--target", Long.toString(pid), "--net", "--ipc", "--mount", "--pid", "--",
                "sh", "-euc", IN_THIS_NETWORK, "neighbour", network.toString());
        return true;
    }
}
