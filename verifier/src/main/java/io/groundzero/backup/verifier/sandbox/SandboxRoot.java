package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a program in the sandbox sees, instead of this machine's: a small root in memory, read-only, with the
 * system's programs, the program itself, and the one folder of the scratch folder in which it works. Made by
 * {@code sandbox/root.pl} in a mount namespace of its own, and gone with that.
 */
final class SandboxRoot {

    /** Besides {@code /usr}, where the system's own programs and their data lie. Dictionaries that Debian's packages made. */
    private static final List<Path> SYSTEM = List.of(Path.of("/usr"), Path.of("/bin"), Path.of("/sbin"),
            Path.of("/lib"), Path.of("/lib32"), Path.of("/lib64"), Path.of("/libx32"));
    private static final Path DICTIONARIES = Path.of("/var/cache/postgresql/dicts");

    /** In perl, as {@link SystemCallFilter} is. */
    private static final String PROGRAM = program();

    private final Account account;
    private final Path scratch;
    private final List<Path> visible;
    private final List<Path> hidden;

    /**
     * @param visible files and folders that are seen at their places, read-only, besides the system's
     * @param hidden files and folders that are empty, should they lie in what is seen
     */
    SandboxRoot(Account account, Path scratch, List<Path> visible, List<Path> hidden) {
        this.account = account;
        this.scratch = scratch;
        this.visible = List.copyOf(visible);
        this.hidden = List.copyOf(hidden);
    }

    /**
     * @param command what will be run: its program, with what lies beside that, and the files that it names are seen
     * @param folder in the scratch folder: the folder there in which it lies is seen, and written to; the working directory
     * @param sharedMemory bytes in {@code /dev/shm}
     * @return lines for a shell of root's, in a mount and a process namespace of its own
     */
    String script(List<String> command, Path folder, long sharedMemory) throws IOException {
        Path work = work(folder);
        List<String> words = new ArrayList<>(List.of(System.getProperty("os.arch"), Integer.toString(account.uid()),
                Integer.toString(account.gid()), Long.toString(sharedMemory), work.toString()));
        Set<Path> shown = new TreeSet<>(visible);
        if (filled(DICTIONARIES)) {
            shown.add(DICTIONARIES);
        }
        shown.addAll(named(command, work));
        for (Path path : shown) {
            if (path.getNameCount() > 0 && Files.exists(path) && SYSTEM.stream().noneMatch(path::startsWith)) {
                words.addAll(List.of("show", path.toString()));
            }
        }
        for (Path path : closed(work)) {
            words.addAll(List.of("close", path.toString()));
        }
        for (Path secret : hidden) {
            if (Files.exists(secret)) {
                words.addAll(List.of("hide", secret.toRealPath().toString()));
            }
        }
        return words.stream().map(SandboxRoot::quoted)
                .collect(Collectors.joining(" ", "perl -e " + quoted(PROGRAM) + " -- ", "\n"))
                + "cd " + quoted(folder.toRealPath().toString()) + " 2>/dev/null || cd /\nunset OLDPWD\n";
    }

    private static String program() {
        try (InputStream file = SandboxRoot.class.getResourceAsStream("/sandbox/root.pl")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean filled(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    /** A program brings the folder in which it lies, one in a folder bin what lies beside that. */
    private static List<Path> named(List<String> command, Path work) throws IOException {
        List<Path> named = new ArrayList<>();
        for (int i = 0; i < command.size(); i++) {
            Path path = Path.of(command.get(i)).normalize();
            if (!path.isAbsolute() || path.getNameCount() == 0 || path.startsWith(work) || !Files.exists(path)) {
                continue;
            }
            named.addAll(i == 0 ? List.of(beside(path), beside(path.toRealPath())) : List.of(path));
        }
        return named;
    }

    private static Path beside(Path program) {
        Path folder = program.getParent();
        if (folder.endsWith("bin") && folder.getParent().getNameCount() > 0) {
            return folder.getParent();
        }
        return folder.getNameCount() > 0 ? folder : program;
    }

    /** Of all that lies in the scratch folder only this. */
    private Path work(Path folder) throws IOException {
        Path all = Files.exists(scratch) ? scratch.toRealPath() : scratch;
        return folder.startsWith(all) && !folder.equals(all) ? all.resolve(all.relativize(folder).getName(0)) : folder;
    }

    /** Folders above that the account cannot pass through: they are made anew inside, and must not be opened by that. */
    private List<Path> closed(Path work) throws IOException {
        List<Path> closed = new ArrayList<>();
        for (Path path = work.getParent(); path.getNameCount() > 0; path = path.getParent()) {
            Map<String, Object> of = Files.readAttributes(path, "unix:uid,gid,permissions", LinkOption.NOFOLLOW_LINKS);
            @SuppressWarnings("unchecked")
            Set<PosixFilePermission> mode = (Set<PosixFilePermission>) of.get("permissions");
            PosixFilePermission wanted = of.get("uid").equals(account.uid())
                    ? PosixFilePermission.OWNER_EXECUTE
                    : of.get("gid").equals(account.gid())
                            ? PosixFilePermission.GROUP_EXECUTE
                            : PosixFilePermission.OTHERS_EXECUTE;
            if (!mode.contains(wanted)) {
                closed.add(path);
            }
        }
        return closed;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
