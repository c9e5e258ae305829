package io.groundzero.backup.dumper.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** The secret files of the configuration bundle. What they hold is read, copied and never looked at. */
final class SecretFiles {

    static final String FOLDER = "secrets";
    /** The manifest shows the bundle's size and hash: without something unknown in it, short secrets could be guessed. */
    static final String SALT = ".salt";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final int SALT_BYTES = 32;

    private final Map<String, Path> files;

    /**
     * @param files absolute paths by name
     * @throws IllegalStateException if a name or path cannot work, in plain words
     */
    SecretFiles(Map<String, Path> files) {
        this.files = new TreeMap<>(files);
        this.files.forEach((name, file) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalStateException("gz.configuration.secrets: a name has at most 100 letters, digits, "
                        + "dashes, underscores and, not in front, dots: " + name);
            }
            if (!file.isAbsolute()) {
                throw new IllegalStateException(
                        "gz.configuration.secrets." + name + " must be an absolute path: " + file);
            }
        });
    }

    List<String> names() {
        return List.copyOf(files.keySet());
    }

    /**
     * @throws BackupException CONFIGURATION_FILE_MISSING, naming the file
     */
    void check() throws BackupException {
        for (Map.Entry<String, Path> secret : files.entrySet()) {
            Path file = secret.getValue();
            if (!Files.isRegularFile(file)) {
                throw missing(secret, Files.exists(file) ? "is not a file" : "does not exist");
            }
            if (!Files.isReadable(file)) {
                throw missing(secret, "cannot be read");
            }
            // a backup with it would look complete, and would not open a single credential
            if (file.toFile().length() == 0) {
                throw missing(secret, "is empty");
            }
        }
    }

    /** Copies them, with mode 600, into the bundle's folder for secrets. */
    void copyTo(Path bundle) throws BackupException, IOException {
        if (files.isEmpty()) {
            return;
        }
        check();
        Path folder = bundle.resolve(FOLDER);
        DurableFiles.createDirectories(folder);
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        DurableFiles.write(folder.resolve(SALT), out -> out.write(salt));
        for (Map.Entry<String, Path> secret : files.entrySet()) {
            copy(secret, folder.resolve(secret.getKey()));
        }
    }

    private static void copy(Map.Entry<String, Path> secret, Path target) throws BackupException, IOException {
        if (Files.exists(target)) {
            throw missing(secret, "cannot be told from a file of gz.configuration.files, which is called "
                    + FOLDER + "/" + secret.getKey() + " too; rename one of them");
        }
        try {
            DurableFiles.write(target, out -> Files.copy(secret.getValue(), out));
        } catch (IOException e) {
            if (!Files.isReadable(secret.getValue())) {
                throw missing(secret, "cannot be read any more");
            }
            throw e;
        }
    }

    private static BackupException missing(Map.Entry<String, Path> secret, String why) {
        return new BackupException(ErrorCode.CONFIGURATION_FILE_MISSING,
                "the secret file " + secret.getKey() + ", " + secret.getValue() + ", " + why);
    }
}
