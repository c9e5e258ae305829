package io.groundzero.backup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Credentials from two files, read for every request, so that they can be exchanged under a running service. */
class FileCredentials implements AwsCredentialsProvider {

    private final Path accessKeyFile;
    private final Path secretKeyFile;

    FileCredentials(Path accessKeyFile, Path secretKeyFile) {
        this.accessKeyFile = accessKeyFile;
        this.secretKeyFile = secretKeyFile;
    }

    /**
     * @throws CredentialsUnreadable if one of the files is missing or empty; names the file, never its content
     */
    @Override
    public AwsCredentials resolveCredentials() {
        return AwsBasicCredentials.create(firstLine("access key", accessKeyFile),
                firstLine("secret key", secretKeyFile));
    }

    @Override
    public String toString() {
        return "FileCredentials[" + accessKeyFile + "]";
    }

    private static String firstLine(String what, Path file) {
        String line;
        try (var lines = Files.lines(file)) {
            line = lines.findFirst().map(String::strip).orElse("");
        } catch (IOException | RuntimeException e) {
            throw new CredentialsUnreadable("the bucket's " + what + " file cannot be read: " + file + " ("
                    + e.getClass().getSimpleName() + ")");
        }
        if (line.isEmpty()) {
            throw new CredentialsUnreadable("the bucket's " + what + " file is empty: " + file);
        }
        return line;
    }

    static class CredentialsUnreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CredentialsUnreadable(String message) {
            super(message);
        }
    }
}
