package io.groundzero.backup.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.archive.DurableFiles;

/** The real gpg with a folder of its own. */
final class Gpg implements AutoCloseable {

    private final Path home;

    Gpg() throws IOException {
        home = Files.createTempDirectory("gz-gpg"); // short: the agent's socket lies in it
    }

    Path home() {
        return home;
    }

    /** Makes a key, at a time of gpg's own if given ({@code 20200101T000000}), and returns its fingerprint. */
    String key(String user, String primaryAlgorithm, String primaryUsage, String expiry, String at) {
        List<String> arguments = new ArrayList<>(at == null ? List.of() : List.of("--faked-system-time", at));
        arguments.addAll(
                List.of("--passphrase", "", "--quick-generate-key", user, primaryAlgorithm, primaryUsage, expiry));
        run(arguments);
        return fingerprint(user);
    }

    String fingerprint(String user) {
        return column(10, "fpr", user).get(0);
    }

    List<String> fingerprints(String user) {
        return column(10, "fpr", user);
    }

    void addSubkey(String fingerprint, String algorithm, String usage, String expiry, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--passphrase", "", "--quick-add-key", fingerprint, algorithm, usage, expiry));
        run(arguments);
    }

    /** A signing primary with an encryption subkey, curve 25519, without expiry. */
    String modernKey(String user) {
        String fingerprint = key(user, "ed25519", "sign", "never", null);
        addSubkey(fingerprint, "cv25519", "encr", "never");
        return fingerprint;
    }

    Path exportPublic(String user, Path file) throws IOException {
        return Files.write(file, run(List.of("--armor", "--export", user)));
    }

    Path exportSecret(String user, Path file) throws IOException {
        return Files.write(file, run(List.of("--armor", "--export-secret-keys", user)));
    }

    byte[] run(List<String> arguments) {
        return run(arguments, new byte[0]);
    }

    byte[] run(List<String> arguments, byte[] input) {
        Outcome outcome = attempt(arguments, input);
        assertThat(outcome.exitCode()).as("gpg %s: %s", arguments, outcome.errors()).isZero();
        return outcome.output();
    }

    Outcome attempt(List<String> arguments, byte[] input) {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--yes",
                "--no-tty", "--pinentry-mode", "loopback", "--trust-model", "always"));
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile(home, "stderr", ".txt");
            Path stdin = Files.write(Files.createTempFile(home, "stdin", ".bin"), input);
            Process process = new ProcessBuilder(command).redirectInput(stdin.toFile()).redirectError(errors.toFile())
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            return new Outcome(process.waitFor(), output, Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> column(int number, String record, String user) {
        String listing = new String(
                run(List.of("--with-colons", "--with-subkey-fingerprint", "--list-keys", user)),
                StandardCharsets.UTF_8);
        return listing.lines().map(line -> line.split(":", -1)).filter(fields -> fields[0].equals(record))
                .map(fields -> fields[number - 1]).toList();
    }

    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all").start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the agent may still be removing its sockets
        DurableFiles.deleteTree(home);
    }

    record Outcome(int exitCode, byte[] output, String errors) {
    }

}
