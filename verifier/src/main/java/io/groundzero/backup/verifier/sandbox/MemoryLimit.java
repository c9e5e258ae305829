package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * How much memory all programs in the sandbox may take together: a control group, where this JVM may make one. Elsewhere
 * each process has the limit for itself, and whatever is short of memory, the kernel ends those in the sandbox first.
 */
final class MemoryLimit {

    private static final Logger LOG = Logger.getLogger(MemoryLimit.class);
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Path OWN = Path.of("/proc/self/cgroup");
    private static final String UNIFIED = "cgroup2";
    private static final String MEMORY = "memory";
    private static final String NAME = "ground-zero-sandbox";

    private final long bytes;
    private final Optional<Path> group;

    private MemoryLimit(long bytes, Optional<Path> group) {
        this.bytes = bytes;
        this.group = group;
    }

    /** For each process alone, in bytes. */
    static MemoryLimit each(long bytes) {
        return new MemoryLimit(bytes, Optional.empty());
    }

    /** For all programs of the account together, in bytes, if that can be had here. */
    static MemoryLimit together(long bytes, Account account) {
        Optional<Path> group = group(bytes, account);
        LOG.infof("what runs of a backup gets %d MiB of memory%s", bytes >> 20, group.isPresent()
                ? ", together: " + group.get()
                : " for each process: no control group can be made here");
        return new MemoryLimit(bytes, group);
    }

    /** Lines for a shell of root's that puts itself, and with it all that it becomes and starts, under the limit. */
    String script() {
        // 0 is whoever writes it
        return group.map(path -> "echo 0 >'" + path.resolve("cgroup.procs") + "'\n").orElse("");
    }

    /** What a process may have for itself alone, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The group of all programs; empty if there is none. */
    Optional<Path> group() {
        return group;
    }

    private static Optional<Path> group(long bytes, Account account) {
        for (Path hierarchy : hierarchies()) {
            Path group = hierarchy.resolve(NAME + "-" + account.uid());
            try {
                Files.createDirectories(group);
                boolean unified = Files.exists(group.resolve("memory.max"));
                Files.writeString(group.resolve(unified ? "memory.max" : "memory.limit_in_bytes"),
                        Long.toString(bytes));
                Path swap = group.resolve(unified ? "memory.swap.max" : "memory.swappiness");
                if (Files.exists(swap)) {
                    Files.writeString(swap, "0");
                }
                return Optional.of(group);
            } catch (IOException e) {
                LOG.debugf("no control group %s: %s", group, e.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * Where groups can be made that count memory. Of version 1 below this JVM's own, whose limit they keep; of version 2
     * beside it, because there a group has either processes or groups.
     */
    private static List<Path> hierarchies() {
        List<Path> found = new ArrayList<>();
        try {
            Map<String, Path> mounts = mounts();
            for (String line : Files.readAllLines(OWN)) {
                String[] parts = line.split(":", 3);
                boolean unified = parts[1].isEmpty();
                if (!unified && !List.of(parts[1].split(",")).contains(MEMORY)
                        || !mounts.containsKey(unified ? UNIFIED : MEMORY)) {
                    continue;
                }
                Path mount = mounts.get(unified ? UNIFIED : MEMORY);
                Path own = mount.resolve(parts[2].substring(1)).normalize();
                Path place = !Files.isDirectory(own) ? mount : unified && !own.equals(mount) ? own.getParent() : own;
                if (!unified || countsMemory(place)) {
                    found.add(place);
                }
            }
        } catch (IOException e) {
            LOG.debugf("no control groups: %s", e.getMessage());
        }
        return found;
    }

    /** Of the hierarchies that count memory. */
    private static Map<String, Path> mounts() throws IOException {
        Map<String, Path> mounts = new HashMap<>();
        for (String line : Files.readAllLines(MOUNTS)) {
            String[] parts = line.split(" - ", 2);
            String[] about = parts.length == 2 ? parts[1].split(" ") : new String[0];
            if (about.length < 3) {
                continue;
            }
            Path place = Path.of(parts[0].split(" ")[4]);
            if (about[0].equals(UNIFIED)) {
                mounts.put(UNIFIED, place);
            } else if (about[0].equals("cgroup") && List.of(about[2].split(",")).contains(MEMORY)) {
                mounts.put(MEMORY, place);
            }
        }
        return mounts;
    }

    private static boolean countsMemory(Path place) {
        try {
            return List.of(Files.readString(place.resolve("cgroup.subtree_control")).strip().split(" "))
                    .contains(MEMORY);
        } catch (IOException e) {
            return false;
        }
    }
}
