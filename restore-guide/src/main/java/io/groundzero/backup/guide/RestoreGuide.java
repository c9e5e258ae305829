package io.groundzero.backup.guide;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.ValueSettings;

/**
 * {@code RESTORE.md}: how to restore one backup by hand. Its {@code bash} blocks, in their order, are one script that
 * runs as it is. Holds nothing about the content of tables.
 */
public final class RestoreGuide {

    private static final Pattern COMMANDS = Pattern.compile("^```bash\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);

    private final Manifest manifest;
    private final String location;
    private final String signer;

    /**
     * @param location where the backup lies, for example {@code s3://bucket/prefix/main/main-20261123T030000Z/}
     * @param signer fingerprint of the key that signs the manifest
     */
    public RestoreGuide(Manifest manifest, String location, String signer) {
        this.manifest = manifest;
        this.location = location;
        this.signer = signer;
    }

    /**
     * @param guide the text of one
     * @return its {@code bash} blocks, in their order, as a person copies them into one file
     */
    public static String script(String guide) {
        return COMMANDS.matcher(guide).results().map(block -> block.group(1)).collect(Collectors.joining());
    }

    /** In Markdown. */
    public String text() {
        RestoreCommands commands = new RestoreCommands(manifest);
        StringBuilder text = new StringBuilder();
        text.append("""
                # Restoring %s by hand

                Backup of the PostgreSQL %s cluster "%s", as of %s. It lies in

                    %s

                and in `pg/%s/` on the backup volume. To restore it you need none of the software that made it,
                only bash, `gpg`, `zstd`, `tar`, `gzip` and PostgreSQL %d, and:

                - all files of that folder, fetched with any S3 client, for example
                  `aws s3 cp --recursive` or `rclone copy`;
                - the private key of one of the recipients:
                %s
                - the public key of the signer: %s.

                The signature protects `manifest.json`, and that all other files, this one as well: the manifest has its
                SHA-256 as `restoreGuide`. Compare it before you run what is written here, for who has changed this file
                may have changed this sentence:

                    sha256sum RESTORE.md; grep -A 3 '"restoreGuide"' manifest.json

                Put the `bash` blocks into one file, in their order, and run it with `bash`, or start a `bash` of its
                own and paste them. Not as root: PostgreSQL refuses that. The first error ends it; then stop the new
                server if it runs already (`pg_ctl stop -D` with the folder `$CLUSTER`), delete the folder `$WORK`, and
                begin again.

                ## 1. Settings

                """.formatted(manifest.backupId(), manifest.source().postgresVersion(), manifest.cluster(),
                manifest.snapshotAt(), location, manifest.backupId(), manifest.source().postgresMajor(),
                recipients(), signer));
        text.append(block(commands.settings()));
        text.append("## 2. Check that the files are what was shipped\n\n");
        text.append(block(commands.check()));
        text.append("""
                ## 3. Make a new cluster

                With the same superuser, encoding and locale as the source. The locale must exist on this machine
                (`locale -a`), and so must these extensions, in these versions or newer:

                %s

                %s%s""".formatted(extensions(), libraries(commands), valueSettings()));
        text.append(block(commands.cluster()));
        text.append("""
                ## 4. Roles and tablespaces

                The line that creates the superuser is left out, because that role exists already. If the source
                had tablespaces, set `TABLESPACES` in step 1 to a folder in which theirs are made anew, or make theirs
                where they were, empty: the first command names them.

                """);
        text.append(block(commands.globals()));
        text.append("""
                ## 5. Databases

                Each comes with its own encoding, locale, owner, rights and settings. What `initdb` made under the
                same name is empty, and replaced.

                %s

                """.formatted(databases()));
        text.append(block(commands.databases()));
        text.append(block(commands.analyze()));
        text.append(rest(commands));
        text.append(repairs(commands));
        text.append(
                """
                        ## %d. Put it to use

                        The new cluster runs in `$CLUSTER` and can be reached through the socket in `$PGHOST`, by the user who
                        made it, and by nobody else. Before you let others in: delete `$CLUSTER/pg_hba.conf`'s `trust` lines and
                        say who may log in how (the roles have their passwords), then take the last five lines out of
                        `$CLUSTER/postgresql.conf`, bring the settings of the old one over, and restart. Delete `$WORK` except the
                        cluster: it holds plaintext. Who restored can log in, whatever the source allowed that role: `globals.sql` in
                        there says what that was.
                        """
                        .formatted(sections(commands)));
        return text.toString();
    }

    private static String libraries(RestoreCommands commands) {
        List<String> libraries = commands.preloadedLibraries();
        return libraries.isEmpty()
                ? ""
                : """
                        The source preloads `%s`. Some extensions, such as timescaledb and pg_cron, cannot be created on a server
                        that does not: set `PRELOAD` in step 1 to the libraries that they need, with commas between them. The new
                        server does not start if this machine lacks one, and some begin to work by themselves, as pg_cron runs its jobs.

                        """
                        .formatted(String.join(",", libraries));
    }

    private String valueSettings() {
        return ValueSettings.ofServer(manifest.source()).isEmpty()
                ? ""
                : """
                        What the source has set for everybody and what values look like depends on, such as the time zone, goes into
                        the new cluster's configuration, because a restore computes columns and indexes anew. A server that runs
                        already (`NEW_CLUSTER=no`) must have the same settings. One that does not start says in `$WORK/server.log`
                        which of them this machine lacks.

                        """;
    }

    private String rest(RestoreCommands commands) {
        if (commands.extras().isEmpty()) {
            return "";
        }
        return """
                ## 6. What else there is

                Beside the databases the backup may hold configuration files (unpacked into `$WORK/config`), and the
                number of rows that each table had (`$WORK/fingerprint.json`) for comparison.

                """ + block(commands.extras());
    }

    private static int sections(RestoreCommands commands) {
        return 6 + (commands.extras().isEmpty() ? 0 : 1) + (commands.repairs().isEmpty() ? 0 : 1);
    }

    private static String repairs(RestoreCommands commands) {
        if (commands.repairs().isEmpty()) {
            return "";
        }
        return """
                ## 7. Repairs

                A restore takes everybody back to the snapshot, but not the processes that were at work then: a job
                that was running has lost its worker. `$WORK/checks/repairs` holds what puts such things right, and the
                verifier has run it on its own copy. These commands change the data, so they are not part of the script
                above: read the files, then run them once with `bash`, after the block of step 1, before you let workers
                in. Each repair notes the backup's id in the database and does nothing when it comes again.

                """ + "```sh\n" + commands.repairs() + "```\n\n";
    }

    private String recipients() {
        return manifest.artifacts().stream().flatMap(artifact -> artifact.recipients().stream()).distinct().sorted()
                .map(fingerprint -> "  - " + fingerprint).collect(Collectors.joining("\n"));
    }

    private String extensions() {
        TreeMap<String, String> all = new TreeMap<>();
        manifest.databases().forEach(database -> all.putAll(database.extensions()));
        List<String> lines = all.entrySet().stream()
                .map(extension -> "- `" + ShellWord.of(extension.getKey()) + "` " + ShellWord.of(extension.getValue()))
                .toList();
        return lines.isEmpty() ? "- none" : String.join("\n", lines);
    }

    private String databases() {
        return manifest.databases().stream().sorted(Comparator.comparing(DatabaseFacts::name))
                .map(database -> "- `" + ShellWord.of(database.name()) + "`, as of " + database.snapshotAt() + ", in `"
                        + object(database) + "`")
                .collect(Collectors.joining("\n"));
    }

    private String object(DatabaseFacts database) {
        return manifest.artifacts().stream()
                .filter(artifact -> artifact.kind() == ArtifactKind.DATABASE
                        && artifact.name().equals(database.name()))
                .map(EncryptedArtifact::object).findFirst().orElse("(not in this backup)");
    }

    private static String block(String commands) {
        return commands.isEmpty() ? "" : "```bash\n" + commands + "```\n\n";
    }
}
