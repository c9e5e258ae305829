package io.groundzero.backup.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Somebody at a terminal who stops at the first error. */
final class Shell implements AutoCloseable {

    private final Path home;
    private final Map<String, String> environment;

    /** @param home short: the socket of gpg's agent lies below it */
    Shell(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    String run(String commands) throws Exception {
        Path output = Files.createTempFile(home, "out", ".txt");
        ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands).directory(home.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        bash.environment().putAll(environment);
        bash.environment().put("HOME", home.toString());
        bash.environment().remove("GNUPGHOME");
        int code = bash.start().waitFor();
        String said = Files.readString(output);
        assertThat(code).as("%s\n%s", commands, said).isZero();
        return said;
    }

    @Override
    public void close() throws Exception {
        run("gpgconf --kill all");
    }
}
