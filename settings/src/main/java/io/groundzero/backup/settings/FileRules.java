package io.groundzero.backup.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.Set;

/** What is asked of files and folders. What is in a file is never told. */
final class FileRules {

    private FileRules() {
    }

    static Optional<String> secret(SecretFile limits, Object value) {
        Path file = (Path) value;
        if (limits.once() && file.isAbsolute() && !Files.exists(file)) {
            return Optional.empty();
        }
        Optional<String> unreadable = readable(file);
        if (unreadable.isPresent()) {
            // somebody who takes the setting for the secret itself must not find it in the log
            return file.isAbsolute() || Files.exists(file)
                    ? unreadable
                    : Optional.of("must be the path of a file with the secret in its first line, such as "
                            + "/run/secrets/name; there is no such file (what it is set to may be the secret itself "
                            + "and is not shown)");
        }
        // not decoded as UTF-8: a secret may be anything
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return Rules.unless(!lines.findFirst().orElse("").isBlank(),
                    "names a file whose first line is empty; the secret belongs there: " + file);
        } catch (IOException | UncheckedIOException e) {
            return Optional.of("names a file that cannot be read: " + file);
        }
    }

    static Optional<String> readable(Object value) {
        Path file = (Path) value;
        if (!Files.exists(file)) {
            return Optional.of("names a file that does not exist" + place(file));
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("must name a file, but this is none: " + file);
        }
        return Rules.unless(Files.isReadable(file), "names a file that " + user() + " cannot read" + place(file));
    }

    /** A file or a folder. */
    static Optional<String> present(Object value) {
        Path file = (Path) value;
        return Files.isDirectory(file)
                ? Rules.unless(Files.isReadable(file), "names a folder that " + user() + " cannot read: " + file)
                : readable(file);
    }

    static Optional<String> certificates(Object value) {
        Path file = (Path) value;
        Optional<String> unreadable = readable(file);
        if (unreadable.isPresent()) {
            return unreadable;
        }
        try (InputStream in = Files.newInputStream(file)) {
            boolean none = CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
            return Rules.unless(!none, "must name a PEM file with certificates; there is none in " + file);
        } catch (IOException | CertificateException e) {
            return Optional.of("must name a PEM file with certificates; this one cannot be understood: " + file);
        }
    }

    static Optional<String> folder(Folder limits, Object value) {
        Path folder = (Path) value;
        if (!folder.isAbsolute()) {
            return Optional.of("must be the absolute path of a folder, but is " + folder);
        }
        if (!limits.exists() && !Files.exists(folder)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("must be the absolute path of a folder; there is none: " + folder);
        }
        if (!Files.isReadable(folder)) {
            return Optional.of("names a folder that " + user() + " cannot read: " + folder);
        }
        return Rules.unless(!limits.writable() || Files.isWritable(folder),
                "names a folder that " + user() + " cannot write to: " + folder);
    }

    static Optional<String> written(WrittenFile limits, Object value) {
        Path file = (Path) value;
        if (!limits.folderExists()) {
            // as a rule it lies in a folder that another setting names, and which is complained of there
            return Rules.unless(file.getFileName() != null, "must be the path of a file, but is " + file);
        }
        Path folder = file.getParent();
        return Rules.unless(
                file.isAbsolute() && folder != null && Files.isDirectory(folder) && Files.isWritable(folder),
                "must be the absolute path of a file in a folder that " + user() + " can write to, but is " + file);
    }

    /** Whether others than its owner may change a file: whoever can, chooses the password or the key. */
    static boolean changeableByOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String place(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean closed = folder != null && Files.isDirectory(folder) && !Files.isExecutable(folder);
        return ": " + file + (closed ? " (" + user() + " may not look into " + folder + ")" : "");
    }

    private static String user() {
        return "the user " + System.getProperty("user.name");
    }
}
