package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that a program in the sandbox sees, instead of this machine's: a small root in memory, read-only, with the
 * system's programs, the program itself, and the one folder of the scratch folder in which it works. Made by a shell
 * script in a mount namespace of its own, and gone with that.
 */
final class SandboxRoot {

    /** Of {@code /etc}: what the C library, the loader, links to programs, OpenSSL and Java look into. Nothing of it is secret. */
    private static final List<String> OF_ETC = List.of("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "nsswitch.conf",
            "localtime", "timezone", "locale.alias", "services", "protocols", "mime.types", "alternatives",
            "ssl/openssl.cnf", "java-*-openjdk");

    /** Besides {@code /usr}, where the system's own programs and their data lie. Dictionaries that Debian's packages made. */
    private static final List<Path> SYSTEM = List.of(Path.of("/usr"), Path.of("/bin"), Path.of("/sbin"),
            Path.of("/lib"), Path.of("/lib32"), Path.of("/lib64"), Path.of("/libx32"));
    private static final Path DICTIONARIES = Path.of("/var/cache/postgresql/dicts");

    /** The new root is put together over /proc: nothing that is needed in it can lie there. */
    private static final String BEGIN = """
            here=$(pwd -P)
            umask 022
            path=$PATH
            PATH="$PATH:/usr/sbin:/sbin"
            mount -n -t tmpfs -o size=8m,nr_inodes=8k,mode=755,nosuid none /proc
            cd /proc
            mkdir -p dev/shm proc etc run tmp var/tmp old usr
            mount -n -t tmpfs -o size=64m,nr_inodes=16k,mode=1777,nosuid,nodev none tmp
            mount -n -t tmpfs -o size=%d,nr_inodes=16k,mode=1777,nosuid,nodev none dev/shm
            mount -n --rbind /usr usr
            links=
            for folder in bin sbin lib lib32 lib64 libx32; do
              if [ -L "/$folder" ]; then links="$links /$folder"
              elif [ -d "/$folder" ]; then mkdir "$folder"; mount -n --rbind "/$folder" "$folder"; fi
            done
            [ -z "$links" ] || cp -d $links .
            fd=/dev/fd
            [ -L "$fd" ] || fd=
            (umask 0; cp -dR /dev/null /dev/zero /dev/full /dev/random /dev/urandom $fd dev)
            files=
            cd /etc
            for file in %s; do [ ! -e "$file" ] || files="$files $file"; done
            [ -z "$files" ] || cp -dR --parents $files /proc/etc
            cd /proc
            printf 'root:x:0:0::/:/bin/false\\nthrowaway:x:%d:%d::/nonexistent:/bin/false\\n' >etc/passwd
            printf 'root:x:0:\\nthrowaway:x:%d:\\n' >etc/group
            printf '127.0.0.1 localhost\\n::1 localhost\\n' >etc/hosts
            """;

    /** Everything so far becomes read-only, mounts within mounts as well; only then comes what may be written to. */
    private static final String TURN = """
            pivot_root . old
            mount -n -t proc -o nosuid,nodev,noexec none /proc
            while read -r _ _ _ _ at _; do
              case $at in
                / | /tmp | /dev/shm | /old | /old/* | /proc | /proc/*) ;;
                *) mount -n -o remount,bind,ro,nosuid,nodev "$(printf %b "$at")" ;;
              esac
            done </proc/self/mountinfo
            """;

    private static final String END = """
            umount -n -l /old
            mount -n -o remount,bind,ro,nosuid /
            cd "$here" 2>/dev/null || cd /
            PATH=$path
            unset OLDPWD
            """;

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
     * @param folder in the scratch folder: the folder there in which it lies is seen, and written to
     * @param sharedMemory bytes in {@code /dev/shm}
     * @return lines for a shell of root's, in a mount and a process namespace of its own
     */
    String script(List<String> command, Path folder, long sharedMemory) throws IOException {
        Path work = work(folder);
        StringBuilder script = new StringBuilder(BEGIN.formatted(sharedMemory, String.join(" ", OF_ETC), account.uid(),
                account.gid(), account.gid()));
        Set<Path> shown = new TreeSet<>(visible);
        if (filled(DICTIONARIES)) {
            shown.add(DICTIONARIES);
        }
        shown.addAll(named(command, work));
        for (Path path : shown) {
            if (path.getNameCount() > 0 && Files.exists(path) && SYSTEM.stream().noneMatch(path::startsWith)) {
                show(script, path);
            }
        }
        script.append(TURN);
        String target = quoted(work);
        script.append("mkdir -p ").append(target).append("\nmount -n --bind -o nosuid,nodev /old").append(target)
                .append(' ').append(target).append('\n');
        closed(work).forEach(path -> script.append("chmod 700 ").append(quoted(path)).append(" 2>/dev/null || :\n"));
        for (Path secret : hidden) {
            hide(script, secret);
        }
        return script.append(END).toString();
    }

    private static boolean filled(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    private static void show(StringBuilder script, Path path) {
        String at = quoted(path);
        if (Files.isDirectory(path)) {
            script.append("mkdir -p .").append(at).append('\n');
        } else {
            script.append("mkdir -p .").append(quoted(path.getParent())).append("\n[ -e .").append(at)
                    .append(" ] || : >.")
                    .append(at).append('\n');
        }
        script.append("mount -n --rbind ").append(at).append(" .").append(at).append('\n');
    }

    private static void hide(StringBuilder script, Path secret) throws IOException {
        if (!Files.exists(secret)) {
            return;
        }
        String at = quoted(secret.toRealPath());
        script.append("[ ! -e ").append(at).append(" ] || mount -n ").append(Files.isDirectory(secret)
                ? "-t tmpfs -o size=64k,mode=755,ro none "
                : "--bind /dev/null ").append(at).append('\n');
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

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
