package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** The configuration files of the backup, as they were unpacked. They may be missing altogether. */
final class Bundle {

    private static final String SECRETS = "secrets";
    private static final long LONGEST_VALUE = 64 * 1024;

    private final Optional<Path> root;

    /**
     * @param unpacked the folder that the artifact was unpacked to, which holds one folder with everything
     */
    Bundle(Optional<Path> unpacked) throws IOException {
        this.root = unpacked.isEmpty() ? unpacked : Optional.of(onlyFolder(unpacked.get()));
    }

    /**
     * The content of a file, without the end of its last line.
     *
     * @param name relative to the bundle
     * @throws BackupException PROBE_UNAVAILABLE if there is no such file inside of the bundle
     */
    String value(String name) throws BackupException, IOException {
        Path folder = root.orElseThrow(() -> new BackupException(ErrorCode.PROBE_UNAVAILABLE,
                "${file:" + name + "}: the backup has no configuration bundle; see gz.configuration.secrets"));
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !file.toRealPath().startsWith(folder.toRealPath())) {
            throw new BackupException(ErrorCode.PROBE_UNAVAILABLE, "${file:" + name
                    + "}: the backup's configuration bundle has no such file; see gz.configuration.secrets");
        }
        if (Files.size(file) > LONGEST_VALUE) {
            throw new BackupException(ErrorCode.PROBE_UNAVAILABLE,
                    "${file:" + name + "} is longer than " + (LONGEST_VALUE >> 10) + " KiB");
        }
        return Files.readString(file, UTF_8).replaceFirst("\\r?\\n\\z", "");
    }

    /** Lets everything that its secret files hold be masked. */
    void hide(Secrets secrets) throws IOException {
        Optional<Path> folder = root.map(path -> path.resolve(SECRETS)).filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return;
        }
        for (Path file : below(folder.get())) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                secrets.addFile(new String(Files.readAllBytes(file), UTF_8));
            }
        }
    }

    /**
     * Copies it for the throwaway user alone.
     *
     * @return the copy; empty if there is no bundle
     */
    Optional<Path> copyTo(Path parent, String name, Account account) throws IOException {
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Path copy = Scratch.privateFolder(parent, name);
        for (Path path : below(root.get())) {
            Path target = copy.resolve(root.get().relativize(path).toString());
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Scratch.privateFolder(target.getParent(), target.getFileName().toString());
            } else {
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
        account.own(copy);
        return Optional.of(copy);
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> !path.equals(folder)).toList();
        }
    }

    private static Path onlyFolder(Path unpacked) throws IOException {
        try (Stream<Path> entries = Files.list(unpacked)) {
            List<Path> paths = entries.toList();
            if (paths.size() != 1 || !Files.isDirectory(paths.get(0), LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("the configuration bundle does not hold one folder");
            }
            return paths.get(0);
        }
    }
}
