package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckResults;
import io.groundzero.backup.checks.CheckRun;
import io.groundzero.backup.checks.Kind;
import io.groundzero.backup.checks.Script;
import io.groundzero.backup.checks.Scripts;

/** The scripts of the product and what the checks among them found on a source, as the dumper backs them up. */
public final class ShippedChecks {

    private final Scripts scripts = Scripts.shipped();
    private final List<CheckResult> results = new ArrayList<>();

    /** @param connection to a database that nobody changes, in autocommit mode */
    public void run(Connection connection, String database) {
        CheckRun run = new CheckRun(connection, database, Optional.empty());
        for (Script check : scripts.of(Kind.CHECK)) {
            results.add(run.run(check, check.timeout()));
        }
    }

    /** @param folder empty, called as in the archive */
    public void writeTo(Path folder, ObjectMapper json) throws IOException {
        for (String kind : Scripts.FOLDERS) {
            Files.createDirectories(folder.resolve(kind));
        }
        for (Script script : scripts.all()) {
            Files.writeString(folder.resolve(script.file()), script.text());
        }
        Files.write(folder.resolve(CheckResults.FILE),
                json.writeValueAsBytes(new CheckResults(CheckResults.SCHEMA_VERSION, results)));
    }
}
