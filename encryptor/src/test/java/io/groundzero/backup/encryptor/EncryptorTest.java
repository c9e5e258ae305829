package io.groundzero.backup.encryptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.openpgp.Recipients;
import io.quarkus.runtime.configuration.ConfigurationException;

/** What keeps the service from starting, in the words that an operator sees. */
class EncryptorTest {

    @TempDir
    private Path folder;

    private final Encryptor encryptor = new Encryptor();

    @Test
    void refusesUnusableKeys() throws IOException {
        try (TestKeys keys = new TestKeys()) {
            Path publicKeys = folder.resolve("keys");
            String expired = keys.makeExpired("old", publicKeys);
            String unknown = "0123456789ABCDEF0123456789ABCDEF01234567";

            refuses(List.of(expired), List.of(publicKeys), "expired on 2021-01-01");
            refuses(List.of(unknown), List.of(publicKeys), unknown);
            refuses(List.of(), List.of(publicKeys), "no recipient is named");
            refuses(List.of(expired), List.of(), "no key file or folder is configured");
            refuses(List.of(expired), List.of(folder.resolve("absent")), "absent");
        }
    }

    @Test
    void refusesAVolumeThatIsNotThere() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path root : List.of(Path.of("relative"), folder.resolve("absent"), file)) {
            assertThatThrownBy(() -> encryptor.volume(root)).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("gz.volume", root.toString());
        }
        assertThat(encryptor.volume(folder).root()).isEqualTo(folder);
    }

    @Test
    void takesTheRecipientsFromAFile() throws IOException {
        try (TestKeys keys = new TestKeys()) {
            Path publicKeys = folder.resolve("keys");
            String one = keys.make("one", publicKeys);
            String other = keys.make("other", publicKeys);
            Path file = Files.writeString(folder.resolve("recipients"),
                    "# who may read\n" + one + "\n\n  " + other.toLowerCase(Locale.ROOT) + " # the verifier\n");

            Recipients recipients = encryptor.recipients(
                    settings(Optional.empty(), Optional.of(file), List.of(publicKeys)), Clock.systemUTC());

            assertThat(recipients.fingerprints()).containsExactly(one, other);
        }
    }

    @Test
    void refusesAFileThatSaysNothingOrSomethingElse() throws IOException {
        try (TestKeys keys = new TestKeys()) {
            Path publicKeys = folder.resolve("keys");
            String known = keys.make("known", publicKeys);
            Path file = Files.writeString(folder.resolve("recipients"), known + "\n");
            Path empty = Files.writeString(folder.resolve("empty"), "# nobody\n\n");
            Path wrong = Files.writeString(folder.resolve("wrong"), known + "\nsomebody else\n");

            refuses(settings(Optional.of(List.of(known)), Optional.of(file), List.of(publicKeys)), "are both set");
            refuses(settings(Optional.empty(), Optional.of(empty), List.of(publicKeys)), "no fingerprint in " + empty);
            refuses(settings(Optional.empty(), Optional.of(wrong), List.of(publicKeys)), "somebody else");
            refuses(settings(Optional.empty(), Optional.of(folder.resolve("absent")), List.of(publicKeys)),
                    "cannot read " + folder.resolve("absent"));
        }
    }

    private void refuses(List<String> recipients, List<Path> keys, String words) {
        refuses(settings(recipients.isEmpty() ? Optional.empty() : Optional.of(recipients), Optional.empty(), keys),
                words);
    }

    private void refuses(EncryptorConfig config, String words) {
        assertThatThrownBy(() -> encryptor.recipients(config, Clock.systemUTC()))
                .isInstanceOf(ConfigurationException.class).hasMessageContainingAll("gz.encryptor", words);
    }

    private static EncryptorConfig settings(Optional<List<String>> recipients, Optional<Path> recipientsFile,
            List<Path> keys) {
        return new EncryptorConfig() {
            @Override
            public Optional<List<String>> recipients() {
                return recipients;
            }

            @Override
            public Optional<Path> recipientsFile() {
                return recipientsFile;
            }

            @Override
            public Optional<List<Path>> keys() {
                return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
            }
        };
    }
}
