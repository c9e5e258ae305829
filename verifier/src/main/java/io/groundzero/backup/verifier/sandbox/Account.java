package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.LimitedOutput;

/**
 * A user of the operating system.
 *
 * @param name its name
 * @param uid its number
 * @param gid its group's number
 */
public record Account(String name, int uid, int gid) {

    private static final int LONGEST_ANSWER = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<PosixFilePermission> READABLE_FOLDER = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> READABLE_FILE = PosixFilePermissions.fromString("rw-r-----");

    /** The user that this JVM runs as. */
    public static Account own() throws IOException, InterruptedException {
        return new Account(id("-un").orElse("?"), number(id("-u")), number(id("-g")));
    }

    /**
     * @return empty if there is no such user
     */
    public static Optional<Account> named(String name) throws IOException, InterruptedException {
        Optional<String> uid = id("-u", "--", name);
        return uid.isEmpty()
                ? Optional.empty()
                : Optional.of(new Account(name, Integer.parseInt(uid.get()), number(id("-g", "--", name))));
    }

    public boolean root() {
        return uid == 0;
    }

    /**
     * Gives it a file, or a directory with all below it. Links are given, not what they point to. What lies deepest is
     * given first: until the root itself is given, nobody but this JVM gets in there to put a link into its way.
     *
     * @param root this JVM's alone until now, in a folder that the account cannot write to
     */
    public void own(Path root) throws IOException {
        for (Path path : deepestFirst(root)) {
            set(path, "unix:uid", uid);
            set(path, "unix:gid", gid);
        }
    }

    /**
     * Lets it read a file, or a directory with all below it, and change nothing there: it becomes readable for the
     * account's group.
     *
     * @param root as with {@link #own}
     */
    public void lend(Path root) throws IOException {
        for (Path path : deepestFirst(root)) {
            set(path, "unix:gid", gid);
            if (!Files.isSymbolicLink(path)) {
                Files.setPosixFilePermissions(path, Files.isDirectory(path) ? READABLE_FOLDER : READABLE_FILE);
            }
        }
    }

    private static List<Path> deepestFirst(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> paths = new ArrayList<>(walk.toList());
            Collections.reverse(paths);
            return paths;
        }
    }

    private static void set(Path path, String attribute, int wanted) throws IOException {
        if (!Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS).equals(wanted)) {
            Files.setAttribute(path, attribute, wanted, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static Optional<String> id(String... words) throws IOException, InterruptedException {
        LimitedOutput said = new LimitedOutput(LONGEST_ANSWER);
        List<String> command = Stream.concat(Stream.of("id"), Stream.of(words)).toList();
        ChildProcess.Outcome outcome = ChildProcess.of(command).stdout(said).run(PATIENCE);
        return outcome.exitCode() == 0 ? Optional.of(said.toString(StandardCharsets.UTF_8).strip()) : Optional.empty();
    }

    private static int number(Optional<String> text) throws IOException {
        return Integer.parseInt(text.orElseThrow(() -> new IOException("the program id does not answer")));
    }
}
