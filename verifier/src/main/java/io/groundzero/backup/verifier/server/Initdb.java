package io.groundzero.backup.verifier.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.sandbox.Sandbox;

/** Makes an empty cluster like the source's. */
class Initdb {

    /** The settings of initdb's that the source's {@code SourceFacts.settings} decide. */
    static final Map<String, String> LOCALES = Map.of("lc_monetary", "--lc-monetary=", "lc_numeric", "--lc-numeric=",
            "lc_time", "--lc-time=");

    /**
     * What a restore makes gets numbers from here on. A value of type regclass and the like whose object was dropped is a
     * number, in the source and in the dump; in a new cluster, which counts from 16384, that number would soon be
     * somebody else's, and be shown as a name that the source never had. Less than 2^31, for programs that take numbers
     * of objects for signed ones.
     */
    static final long FIRST_OID = 2_000_000_000;

    private final Sandbox sandbox;
    private final ClientPrograms programs;

    Initdb(Sandbox sandbox, ClientPrograms programs) {
        this.sandbox = sandbox;
        this.programs = programs;
    }

    /**
     * @param data empty, the throwaway user's
     * @throws BackupException EXTENSION_MISSING if the source's locale is not installed, DISK_FULL or THROWAWAY_FAILED
     */
    void run(SourceFacts source, Path data) throws BackupException, IOException, InterruptedException {
        ChildProcess.Outcome outcome = sandbox.command(command(source, data), data.getParent()).run();
        if (outcome.exitCode() == 0) {
            startNumbers(data);
            return;
        }
        String words = outcome.words();
        String lower = words.toLowerCase(Locale.ROOT);
        boolean locale = lower.contains("invalid locale") || lower.contains("could not open collator")
                || lower.contains("is not supported in this build") || lower.contains("locale could not be found");
        throw new BackupException(
                locale
                        ? ErrorCode.EXTENSION_MISSING
                        : LocalTrouble.in(words).orElse(ErrorCode.THROWAWAY_FAILED),
                "initdb cannot make a cluster like the source's (" + describe(source) + "): " + words);
    }

    private void startNumbers(Path data) throws BackupException, IOException, InterruptedException {
        ChildProcess.Outcome outcome = sandbox.command(List.of(programs.program("pg_resetwal").toString(),
                "--next-oid=" + FIRST_OID, "--pgdata=" + data), data.getParent()).run();
        if (outcome.exitCode() != 0) {
            throw new BackupException(LocalTrouble.in(outcome.words()).orElse(ErrorCode.THROWAWAY_FAILED),
                    "pg_resetwal cannot prepare the throwaway server: " + outcome.words());
        }
    }

    List<String> command(SourceFacts source, Path data) {
        List<String> command = new ArrayList<>(List.of(programs.program("initdb").toString(), "--pgdata=" + data,
                "--username=" + source.bootstrapSuperuser(), "--auth=trust", "--no-sync", "--no-instructions",
                "--encoding=" + source.encoding(), "--locale-provider=" + source.localeProvider(),
                "--locale=" + source.collate(), "--lc-ctype=" + source.ctype(), "--lc-messages=C"));
        if (source.icuLocale() != null) {
            command.add(("icu".equals(source.localeProvider()) ? "--icu-locale=" : "--builtin-locale=")
                    + source.icuLocale());
        }
        // money is read and written by it, so a copy must have the source's; none is known of older backups
        LOCALES.forEach((setting, option) -> {
            String locale = source.settings().get(setting);
            if (locale != null && !locale.isEmpty()) {
                command.add(option + locale);
            }
        });
        if (source.dataChecksums()) {
            command.add("--data-checksums");
        } else if (programs.major() >= 18) {
            command.add("--no-data-checksums");
        }
        return command;
    }

    static String describe(SourceFacts source) {
        return "PostgreSQL " + source.postgresMajor() + ", superuser " + source.bootstrapSuperuser() + ", "
                + source.encoding() + ", " + source.localeProvider() + " "
                + (source.icuLocale() == null ? source.collate() : source.icuLocale()) + ", data checksums "
                + (source.dataChecksums() ? "on" : "off");
    }
}
