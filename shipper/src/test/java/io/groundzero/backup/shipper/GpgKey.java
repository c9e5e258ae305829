package io.groundzero.backup.shipper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.groundzero.backup.archive.DurableFiles;

/** A signing key made by GnuPG, which also says what signatures by it are worth. */
final class GpgKey implements AutoCloseable {

    private final Path home;
    final Path secret;

    GpgKey() throws Exception {
        // short, because the agent's sockets lie in it
        home = Files.createTempDirectory(Path.of("/tmp"), "gz-gpg");
        gpg("--pinentry-mode", "loopback", "--passphrase", "", "--quick-generate-key", "signer@test", "rsa2048", "sign",
                "never");
        secret = home.resolve("secret.asc");
        gpg("--armor", "--output", secret.toString(), "--export-secret-keys", "signer@test");
    }

    void verify(byte[] signature, byte[] content) throws Exception {
        gpg("--verify", Files.write(home.resolve("signature"), signature).toString(),
                Files.write(home.resolve("content"), content).toString());
    }

    private void gpg(String... arguments) throws Exception {
        run("gpg", "--batch", "--quiet", arguments);
    }

    private void run(String program, String first, String second, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program, first, second));
        Collections.addAll(command, arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GNUPGHOME", home.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Override
    public void close() throws Exception {
        run("gpgconf", "--kill", "gpg-agent");
        // the agent may still be removing its sockets
        DurableFiles.deleteTree(home);
    }
}
