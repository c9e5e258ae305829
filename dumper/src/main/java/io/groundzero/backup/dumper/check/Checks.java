package io.groundzero.backup.dumper.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.checks.BrokenScript;
import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckResults;
import io.groundzero.backup.checks.Kind;
import io.groundzero.backup.checks.Script;
import io.groundzero.backup.checks.Scripts;
import io.quarkus.runtime.Startup;

/** The checks and repairs that go into every backup. */
@Singleton
@Startup
public class Checks {

    private final Scripts scripts;
    private final Duration timeLimit;

    @Inject
    Checks(ChecksConfig config) {
        this(config.folder(), config.timeLimit());
    }

    /**
     * @param folder with the user's own
     * @param timeLimit for all checks of one dump
     * @throws IllegalStateException if they cannot be used, in plain words
     */
    public Checks(Optional<Path> folder, Duration timeLimit) {
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalStateException("gz.checks.time-limit must be above 0: " + timeLimit);
        }
        if (folder.isPresent() && !(folder.get().isAbsolute() && Files.isDirectory(folder.get()))) {
            throw new IllegalStateException(
                    "gz.checks.folder must be the absolute path of a folder: " + folder.get());
        }
        this.scripts = folder.map(Checks::load).orElseGet(Scripts::shipped);
        this.timeLimit = timeLimit;
    }

    private static Scripts load(Path folder) {
        try {
            return Scripts.withOwn(folder);
        } catch (BrokenScript e) {
            throw new IllegalStateException("gz.checks.folder: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("gz.checks.folder cannot be read: " + e, e);
        }
    }

    /** For one dump, whose checks share the time. */
    public TimeBudget budget() {
        return new TimeBudget(timeLimit);
    }

    List<Script> onSource() {
        return scripts.of(Kind.CHECK);
    }

    /**
     * Writes all scripts and what the checks found, durably.
     *
     * @param folder does not exist yet
     */
    public void writeTo(Path folder, List<CheckResult> results, ObjectMapper json) throws IOException {
        DurableFiles.createDirectories(folder);
        for (String kind : Scripts.FOLDERS) {
            DurableFiles.createDirectories(folder.resolve(kind));
        }
        for (Script script : scripts.all()) {
            byte[] text = script.text().getBytes(StandardCharsets.UTF_8);
            DurableFiles.write(folder.resolve(script.file()), out -> out.write(text));
        }
        byte[] found = json.writeValueAsBytes(new CheckResults(CheckResults.SCHEMA_VERSION, results));
        DurableFiles.write(folder.resolve(CheckResults.FILE), out -> out.write(found));
    }
}
