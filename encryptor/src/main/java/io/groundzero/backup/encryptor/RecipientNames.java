package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Whom to encrypt to, by fingerprint: from the settings themselves, or from a file that they name. */
final class RecipientNames {

    private RecipientNames() {
    }

    /**
     * @return none if none is named
     * @throws ConfigurationException if both ways are taken, or the file cannot be read or names nobody
     */
    static List<String> of(EncryptorConfig config) {
        if (config.recipientsFile().isEmpty()) {
            return config.recipients().orElse(List.of());
        }
        if (config.recipients().isPresent()) {
            throw new ConfigurationException("gz.encryptor.recipients and gz.encryptor.recipients-file are both set:"
                    + " say in one place only who shall be able to read the backups");
        }
        Path file = config.recipientsFile().get();
        List<String> names = read(file);
        if (names.isEmpty()) {
            throw new ConfigurationException("gz.encryptor.recipients-file: there is no fingerprint in " + file);
        }
        return names;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw new ConfigurationException("gz.encryptor.recipients-file: cannot read " + file + ": " + e, e);
        }
    }
}
