package io.groundzero.backup.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** User and group by number: in a container they have no names. */
record Owner(int user, int group) {

    private static final Path THIS_PROCESS = Path.of("/proc/self");

    static Owner of(Path path) throws IOException {
        return new Owner((int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS),
                (int) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether this program may give files to others. */
    static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(THIS_PROCESS, "unix:uid") == 0;
    }

    void take(Path file) throws IOException {
        if (!equals(of(file))) {
            Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
