package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.archive.DurableFiles;

/** Keys made by the real gpg in a folder of its own, which can also decrypt with them. */
final class TestKeys implements AutoCloseable {

    private final Path home;

    TestKeys() {
        try {
            home = Files.createTempDirectory("gz-keys"); // short: the agent's socket lies in it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a key and puts its public half into a folder; returns its fingerprint. */
    String make(String name, Path publicKeys) {
        gpg("--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "never");
        String fingerprint = fingerprint(name);
        gpg("--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never");
        export(name, publicKeys);
        return fingerprint;
    }

    /** Makes a key that expired in 2021. */
    String makeExpired(String name, Path publicKeys) {
        gpg("--faked-system-time", "20200101T000000", "--passphrase", "", "--quick-generate-key", name, "rsa2048",
                "sign,encr", "2021-01-01");
        export(name, publicKeys);
        return fingerprint(name);
    }

    /** Makes a key that expires after a while, as gpg writes it: {@code 20d}. */
    String makeExpiring(String name, Path publicKeys, String after) {
        gpg("--passphrase", "", "--quick-generate-key", name, "rsa2048", "sign,encr", after);
        export(name, publicKeys);
        return fingerprint(name);
    }

    byte[] decrypt(Path file) {
        return gpg("--decrypt", file.toString());
    }

    private void export(String name, Path publicKeys) {
        try {
            Files.write(Files.createDirectories(publicKeys).resolve(name + ".asc"), gpg("--armor", "--export", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String fingerprint(String name) {
        return new String(gpg("--with-colons", "--list-keys", name), StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith("fpr:")).map(line -> line.split(":")[9]).findFirst().orElseThrow();
    }

    private byte[] gpg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty",
                "--pinentry-mode", "loopback"));
        command.addAll(List.of(arguments));
        try {
            Path errors = home.resolve("stderr.txt");
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(errors));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all").start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        DurableFiles.deleteTree(home);
    }
}
