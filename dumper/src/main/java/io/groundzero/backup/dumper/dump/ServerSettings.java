package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ValueSettings;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.LimitedOutput;
import io.groundzero.backup.postgres.SessionSettings;

/**
 * The {@link ValueSettings} that the source has for all. Asked by psql: the driver sends a time zone and a date style of its own
 * with each login, and in such a session nothing tells any more what they would be without it.
 */
final class ServerSettings {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LONGEST = 64 * 1024;

    /**
     * Names and values in turn. What the role or its database has set hides the server's value, and is left out: it is in the dump,
     * as a setting of theirs.
     */
    private static final String QUERY = """
            SELECT name, setting FROM pg_catalog.pg_settings WHERE name IN (%s)
            AND source IN ('default', 'dynamic default', 'environment variable', 'configuration file', 'command line', 'global')"""
            .formatted(ValueSettings.names().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")));

    private final SourceServer server;
    private final ClientPrograms programs;

    ServerSettings(SourceServer server, ClientPrograms programs) {
        this.server = server;
        this.programs = programs;
    }

    /** @param database in which to ask */
    Map<String, String> read(String database) throws BackupException {
        Map<String, String> environment = new TreeMap<>(server.environment(database));
        environment.put("PGOPTIONS", SessionSettings.optionsThatLeaveValues());
        LimitedOutput said = new LimitedOutput(LONGEST);
        ChildProcess psql = ChildProcess.of(List.of(programs.program("psql").toString(), "--no-psqlrc", "--no-password",
                "--quiet", "--set=ON_ERROR_STOP=1", "--tuples-only", "--no-align", "--field-separator-zero",
                "--record-separator-zero", "--command=SET search_path = pg_catalog, pg_temp", "--command=" + QUERY))
                .environment(environment).stdout(said);
        try {
            ChildProcess.Outcome outcome = psql.run(PATIENCE);
            if (outcome.exitCode() != 0) {
                ProgramFailures.require(outcome, "psql, asking for the server's settings,");
            }
        } catch (IOException e) {
            throw new BackupException(ErrorCode.DUMP_FAILED,
                    "psql, asking for the server's settings: " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.DUMP_FAILED, "stopped while asking for the server's settings", e);
        }
        String[] words = said.toString(StandardCharsets.UTF_8).split("\0");
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            settings.put(words[i], words[i + 1]);
        }
        return settings;
    }
}
