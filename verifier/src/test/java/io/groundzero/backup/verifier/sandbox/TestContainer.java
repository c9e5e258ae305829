package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.groundzero.backup.throwaway.Attendant;

/** What stands for the throwaway container: namespaces with the attendant as process 1, made anew whenever it ends. */
final class TestContainer implements AutoCloseable {

    private static final String AGAIN_AND_AGAIN = "while :; do \"$@\" || exit; done";

    private final Process loop;

    private TestContainer(Process loop) {
        this.loop = loop;
    }

    static TestContainer start(Path scratch, Account account) throws Exception {
        Path shared = Files.createDirectories(scratch.resolve(ContainerSandbox.SHARED));
        account.own(shared);
        Path classes = readable(Path.of(Attendant.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
                scratch.resolveSibling("classes"));
        // all of it in a namespace of its own, which ends as a whole: whatever was just being started would be overlooked
        return new TestContainer(new ProcessBuilder(List.of("setpriv", "--pdeathsig", "KILL",
                "unshare", "--pid", "--fork", "--kill-child=KILL", "sh", "-c", AGAIN_AND_AGAIN,
                "container", "unshare", "--net", "--ipc", "--mount", "--pid", "--fork", "--kill-child=KILL",
                "--mount-proc", "setpriv", "--reuid=" + account.uid(), "--regid=" + account.gid(), "--clear-groups",
                "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all",
                System.getProperty("java.home") + "/bin/java",
                "-Xmx24m", "-XX:TieredStopAtLevel=1", "-cp", classes.toString(), Attendant.class.getName(),
                shared.resolve(ContainerSandbox.SOCKET).toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(scratch.resolveSibling("container.log").toFile())
                .start());
    }

    /** What Maven has built may lie where that user cannot go. */
    private static Path readable(Path built, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(built)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(built.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return copy;
    }

    @Override
    public void close() {
        loop.destroyForcibly();
    }
}
