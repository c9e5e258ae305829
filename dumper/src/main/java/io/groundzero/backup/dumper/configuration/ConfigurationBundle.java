package io.groundzero.backup.dumper.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.runtime.Startup;

/** The configuration files that go into every backup. */
@Singleton
@Startup
public class ConfigurationBundle {

    private static final Logger LOG = Logger.getLogger(ConfigurationBundle.class);

    private final Optional<Path> base;
    private final List<String> patterns;
    private final SecretFiles secrets;

    @Inject
    ConfigurationBundle(ConfigurationConfig config) {
        this(config.base(), config.files().orElse(List.of()), config.secrets());
    }

    /**
     * @throws IllegalStateException if the settings cannot work, in plain words
     */
    public ConfigurationBundle(Optional<Path> base, List<String> patterns, Map<String, Path> secrets) {
        this.base = base;
        this.patterns = List.copyOf(patterns);
        this.secrets = new SecretFiles(secrets);
        if (!patterns.isEmpty() && !base.filter(Path::isAbsolute).filter(Files::isDirectory).isPresent()) {
            throw new IllegalStateException("gz.configuration.files is set, so gz.configuration.base must be the "
                    + "absolute path of a folder: " + base.map(Path::toString).orElse("(not set)"));
        }
        for (String pattern : patterns) {
            if (pattern.startsWith("/") || List.of(pattern.split("/")).contains("..")) {
                throw new IllegalStateException(
                        "gz.configuration.files must be below gz.configuration.base: " + pattern);
            }
        }
    }

    /**
     * Finds out whether all files, the secret ones too, can be read.
     *
     * @throws BackupException CONFIGURATION_FILE_MISSING, naming the file
     */
    public void check() throws BackupException {
        for (Path file : files().values()) {
            if (!Files.isReadable(file)) {
                throw new BackupException(ErrorCode.CONFIGURATION_FILE_MISSING,
                        "the configuration file " + file + " cannot be read");
            }
        }
        secrets.check();
    }

    /** Names of the secret files, without their folder, sorted. */
    public List<String> secretNames() {
        return secrets.names();
    }

    /**
     * Copies the files, durably.
     *
     * @param target a folder that does not exist yet
     * @return false if none are configured; nothing was written then
     */
    public boolean copyTo(Path target) throws BackupException, IOException {
        if (patterns.isEmpty() && secrets.names().isEmpty()) {
            return false;
        }
        DurableFiles.createDirectories(target);
        for (Map.Entry<String, Path> file : files().entrySet()) {
            Path copy = target.resolve(file.getKey());
            DurableFiles.createDirectories(copy.getParent());
            DurableFiles.write(copy, out -> Files.copy(file.getValue(), out));
        }
        secrets.copyTo(target);
        return true;
    }

    /** By name relative to the base. */
    private Map<String, Path> files() throws BackupException {
        Map<String, Path> files = new TreeMap<>();
        if (patterns.isEmpty()) {
            return files;
        }
        try {
            FileSelection selection = new FileSelection(base.orElseThrow());
            for (String pattern : patterns) {
                Map<String, Path> found = selection.find(pattern);
                if (found.isEmpty()) {
                    LOG.warnf("gz.configuration.files: nothing matches %s below %s", pattern, base.get());
                }
                files.putAll(found);
            }
            return files;
        } catch (IOException e) {
            throw new BackupException(ErrorCode.CONFIGURATION_FILE_MISSING,
                    "the configuration below " + base.get() + " cannot be read: " + e, e);
        }
    }
}
