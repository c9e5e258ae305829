package io.groundzero.backup.guide;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.manifest.ValueSettings;

/**
 * The commands of a {@link RestoreGuide}, for bash. Every name from the source goes through {@link ShellWord}; names of
 * objects are harmless by their making.
 */
final class RestoreCommands {

    private static final String TAR = ".dir.tar.gpg";
    private static final String TAR_ZSTD = ".dir.tar.zst.gpg";
    private static final String SQL = ".sql.gz.gpg";

    /**
     * What databases and roles have set must neither hinder those who restore nor change what they load; the same as the
     * verifier's.
     */
    private static final List<String> SESSION = List.of("default_transaction_read_only=off", "role=none",
            "statement_timeout=0", "lock_timeout=0", "idle_in_transaction_session_timeout=0", "idle_session_timeout=0",
            "session_preload_libraries=", "local_preload_libraries=", "array_nulls=on", "transform_null_equals=off",
            "standard_conforming_strings=on", "temp_file_limit=-1");
    private static final List<String> SINCE_17 = List.of("transaction_timeout=0", "event_triggers=off");
    /** Up to 16 it takes this to keep event triggers from forbidding what comes after them. */
    private static final String NO_EVENT_TRIGGERS = " -c session_replication_role=replica";
    /** As initdb calls the settings that decide how values are read. */
    private static final List<String> LOCALES = ValueSettings.OF_LOCALES;

    private static final Pattern LIBRARY = Pattern.compile("[A-Za-z0-9_$./+-]{1,100}");

    /**
     * The source has used lower numbers long ago. Far enough below 2^31 for programs that take numbers of objects for
     * signed ones.
     */
    private static final int FIRST_OID = 1_000_000_000;

    private final Manifest manifest;
    private final SourceFacts source;

    RestoreCommands(Manifest manifest) {
        this.manifest = manifest;
        this.source = manifest.source();
    }

    String settings() {
        return """
                set -euo pipefail
                umask 077
                DIR=${DIR:-$PWD}                                       # the folder with the files of this backup
                KEY=${KEY:-$HOME/backup-private.asc}                   # the private key that opens it
                PASSPHRASE_FILE=${PASSPHRASE_FILE:-}                   # a file with that key's passphrase; empty: gpg asks
                SIGNING_KEY=${SIGNING_KEY:-$HOME/backup-signing.asc}   # the signer's public key
                PGBIN=${PGBIN:-/usr/lib/postgresql/%1$d/bin}             # PostgreSQL %1$d's programs
                WORK=${WORK:-$DIR/restore}                             # for plaintext, as large as the databases
                CLUSTER=${CLUSTER:-$WORK/cluster}                      # the new cluster's data directory
                NEW_CLUSTER=${NEW_CLUSTER:-yes}                        # no: take an empty one that runs already
                TABLESPACES=${TABLESPACES:-}                           # a folder for tablespaces; empty: where they were
                JOBS=${JOBS:-4}                                        # how many tables are restored at a time
                %4$s\
                export PGHOST=${PGHOST:-/tmp}                          # the new cluster's socket folder
                export PGPORT=${PGPORT:-5433}
                export PGUSER=%2$s
                unset PGDATABASE PGSERVICE PGOPTIONS PGHOSTADDR PGTARGETSESSIONATTRS PGCLIENTENCODING PGDATESTYLE PGTZ
                # whatever databases and roles have set: read only, another role, limits of time
                SESSION="%3$s"
                for path in "$DIR" "$KEY" "${PASSPHRASE_FILE:-/}" "$SIGNING_KEY" "$PGBIN" "$WORK" "$CLUSTER" \\
                        "${TABLESPACES:-/}"; do
                    [[ $path = /* ]] || { echo "not an absolute path: $path" >&2; exit 1; }
                done
                cd "$DIR"
                mkdir -p "$WORK"
                GNUPGHOME=$(mktemp -d)
                export GNUPGHOME
                trap 'gpgconf --kill gpg-agent; rm -rf "$GNUPGHOME"' EXIT
                decrypt() {
                    if [ -n "$PASSPHRASE_FILE" ]; then
                        gpg --quiet --batch --pinentry-mode loopback --passphrase-file "$PASSPHRASE_FILE" --decrypt -- "$1"
                    else
                        gpg --quiet --decrypt -- "$1"
                    fi
                }
                """
                .formatted(source.postgresMajor(), ShellWord.of(source.bootstrapSuperuser()), session(), preload());
    }

    /** Empty if the source had none, or its names are not told to the dump role. */
    private String preload() {
        return preloadedLibraries().isEmpty() ? "" : """
                PRELOAD=${PRELOAD:-}                                   # see step 3; the source has %s
                """.formatted(String.join(",", preloadedLibraries()));
    }

    /** Without those whose names are no plain ones. */
    List<String> preloadedLibraries() {
        return Stream.of(source.settings().getOrDefault("shared_preload_libraries", "").split(","))
                .map(name -> name.strip().replaceAll("^\"(.*)\"$", "$1"))
                .filter(name -> LIBRARY.matcher(name).matches()).toList();
    }

    private String session() {
        return Stream.concat(SESSION.stream(), source.postgresMajor() >= 17 ? SINCE_17.stream() : Stream.empty())
                .map(setting -> "-c " + setting).collect(Collectors.joining(" "));
    }

    String check() {
        String sums = manifest.artifacts().stream()
                .map(artifact -> artifact.encrypted().sha256() + "  " + artifact.object() + "\n")
                .collect(Collectors.joining());
        return """
                gpg --quiet --batch --import "$SIGNING_KEY"
                gpg --batch --verify manifest.json.asc manifest.json
                cat > "$WORK/SHA256SUMS" <<'END'
                %sEND
                while read -r sum object; do
                    grep -qF "$sum" manifest.json || { echo "the manifest does not know $object" >&2; exit 1; }
                done < "$WORK/SHA256SUMS"
                sha256sum -c "$WORK/SHA256SUMS"
                gpg --quiet --batch --import "$KEY"
                """.formatted(sums);
    }

    String cluster() {
        return """
                if [ "$NEW_CLUSTER" = yes ]; then
                    "$PGBIN/initdb" --pgdata="$CLUSTER" --auth=trust --username="$PGUSER"%s
                    # a number that stands for an object which is gone must not become another one's
                    "$PGBIN/pg_resetwal" --next-oid=%d --pgdata="$CLUSTER" > "$WORK/resetwal.log"
                %s    cat >> "$CLUSTER/postgresql.conf" <<END
                # while restoring: nobody but the one who restores
                port = $PGPORT
                listen_addresses = ''
                unix_socket_directories = '$PGHOST'
                unix_socket_permissions = 0700
                END
                    "$PGBIN/pg_ctl" --pgdata="$CLUSTER" --wait --timeout=600 --log="$WORK/server.log" start
                fi
                # never restore over something
                taken=$("$PGBIN/psql" -X -At -d template1 -c "SELECT count(*) FROM pg_database
                    WHERE datname NOT IN ('postgres', 'template0', 'template1')")
                tables=$("$PGBIN/psql" -X -At -d postgres -c "SELECT count(*) FROM pg_class WHERE oid >= 16384")
                if [ "$taken" != 0 ] || [ "$tables" != 0 ]; then
                    echo "the cluster at $PGHOST:$PGPORT is not empty" >&2
                    exit 1
                fi
                """.formatted(initdbOptions(), FIRST_OID, valueSettings());
    }

    private String initdbOptions() {
        StringBuilder options = new StringBuilder();
        option(options, "--encoding", source.encoding());
        option(options, "--locale-provider", source.localeProvider());
        option(options, "--locale", source.collate());
        option(options, "--lc-ctype", source.ctype());
        if (source.icuLocale() != null) {
            option(options, "icu".equals(source.localeProvider()) ? "--icu-locale" : "--builtin-locale",
                    source.icuLocale());
        }
        for (String setting : LOCALES) {
            String locale = source.settings().get(setting);
            if (locale != null && !locale.isEmpty()) {
                option(options, "--" + setting.replace('_', '-'), locale);
            }
        }
        if (source.dataChecksums()) {
            options.append(" \\\n        --data-checksums");
        } else if (source.postgresMajor() >= 18) {
            options.append(" \\\n        --no-data-checksums");
        }
        return options.toString();
    }

    /** To stay when the restore is done. */
    private String valueSettings() {
        String lines = ValueSettings.ofServer(source).entrySet().stream()
                .map(setting -> setting.getKey() + " = '"
                        + setting.getValue().replace("\\", "\\\\").replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        String preload = preloadedLibraries().isEmpty() ? "" : """
                    echo "shared_preload_libraries = '$PRELOAD'" >> "$CLUSTER/postgresql.conf"
                """;
        return preload + (lines.isEmpty() ? "" : """
                    cat >> "$CLUSTER/postgresql.conf" <<'END'
                # as the source has them: what values look like, and what is computed of them
                %sEND
                """.formatted(lines));
    }

    private static void option(StringBuilder options, String name, String value) {
        options.append(" \\\n        ").append(name).append('=').append(ShellWord.of(value));
    }

    String globals() {
        // pg_dumpall writes a name in double quotes only where it must
        String name = source.bootstrapSuperuser();
        String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
        // not before the server was started, which would hand them on to what connects from within
        String options = """
                export PGOPTIONS="$SESSION%s"
                tablespaces() {
                    local LC_ALL=C line number=0 form="^(CREATE TABLESPACE .* LOCATION )'.*';\\$"
                    while IFS= read -r line; do
                        if [[ -n $TABLESPACES && $line =~ $form ]]; then
                            number=$((number + 1))
                            mkdir -p "$TABLESPACES/$number"
                            line="${BASH_REMATCH[1]}'$TABLESPACES/$number';"
                        fi
                        printf '%%s\\n' "$line"
                    done
                }
                """.formatted(source.postgresMajor() >= 17 ? "" : NO_EVENT_TRIGGERS);
        return options + artifacts(artifact -> artifact.kind() == ArtifactKind.GLOBALS).stream().map(artifact -> """
                decrypt %s | zstd --quiet --decompress --stdout > "$WORK/globals.sql"
                LC_ALL=C grep '^CREATE TABLESPACE' "$WORK/globals.sql" || true
                {
                    LC_ALL=C grep -vxF -e %s -e %s "$WORK/globals.sql" | tablespaces
                    # the restore goes on as this role, whatever the source allows it
                    echo 'ALTER ROLE CURRENT_USER LOGIN;'
                } | "$PGBIN/psql" -X --quiet -v ON_ERROR_STOP=1 -d postgres -f -
                """.formatted(artifact.object(), ShellWord.of("CREATE ROLE " + name + ";"),
                ShellWord.of("CREATE ROLE " + quoted + ";"))).collect(Collectors.joining());
    }

    String databases() {
        return artifacts(artifact -> artifact.kind() == ArtifactKind.DATABASE).stream().map(this::database)
                .collect(Collectors.joining());
    }

    private String database(EncryptedArtifact artifact) {
        String object = artifact.object();
        // a database cannot be replaced while one is connected to it
        String from = artifact.name().equals("template1") ? "postgres" : "template1";
        boolean made = artifact.name().equals("template1") || artifact.name().equals("postgres");
        if (object.endsWith(SQL)) {
            return plain(object, from, artifact.name(), made);
        }
        String unpack = object.endsWith(TAR_ZSTD) ? " | zstd --quiet --decompress --stdout" : "";
        String folder = object.substring(0, object.length() - (unpack.isEmpty() ? TAR : TAR_ZSTD).length()) + ".dir";
        return """
                decrypt %1$s%2$s | tar -x -C "$WORK" -f -
                "$PGBIN/pg_restore" --exit-on-error --jobs="$JOBS" --create%3$s -d %4$s "$WORK/%5$s"
                rm -rf "$WORK/%5$s"
                """.formatted(object, unpack, made ? " --clean --if-exists" : "", from, folder);
    }

    private static String plain(String object, String from, String name, boolean made) {
        String drop = name.equals("template1")
                ? "\"$PGBIN/psql\" -X --quiet -d postgres -c 'ALTER DATABASE template1 IS_TEMPLATE false'\n"
                : "";
        if (made) {
            drop += "\"$PGBIN/psql\" -X --quiet -d " + from + " -c 'DROP DATABASE " + name + "'\n";
        }
        return drop + """
                decrypt %s | gunzip -c |
                    "$PGBIN/psql" -X --quiet -v ON_ERROR_STOP=1 -d %s -o /dev/null -f -
                """.formatted(object, from);
    }

    String analyze() {
        return """
                "$PGBIN/vacuumdb" --all --analyze-only --quiet --maintenance-db=template1
                unset PGOPTIONS
                """;
    }

    String extras() {
        return artifacts(artifact -> artifact.kind() == ArtifactKind.CONFIGURATION).stream().map(artifact -> """
                mkdir -p "$WORK/config"
                decrypt %s | zstd --quiet --decompress --stdout | tar -x -C "$WORK/config" -f -
                """.formatted(artifact.object())).collect(Collectors.joining())
                + artifacts(artifact -> artifact.kind() == ArtifactKind.CHECKS).stream().map(artifact -> """
                        decrypt %s | zstd --quiet --decompress --stdout | tar -x -C "$WORK" -f -
                        """.formatted(artifact.object())).collect(Collectors.joining())
                + artifacts(artifact -> artifact.kind() == ArtifactKind.FINGERPRINT).stream().map(artifact -> """
                        decrypt %s | zstd --quiet --decompress --stdout > "$WORK/fingerprint.json"
                        """.formatted(artifact.object())).collect(Collectors.joining());
    }

    /** Empty if the backup holds none. Not for the script that restores: it changes what was restored. */
    String repairs() {
        if (artifacts(artifact -> artifact.kind() == ArtifactKind.CHECKS).isEmpty()) {
            return "";
        }
        String databases = manifest.databases().stream().map(database -> ShellWord.of(database.name())).sorted()
                .collect(Collectors.joining(" "));
        return """
                key() {
                    sed -n -e '/^--/!q' -e "s/^-- *$1 *: *\\(.*[^ ]\\) *\\$/\\1/p" "$2"
                }
                for repair in "$WORK"/checks/repairs/*.sql; do
                    only=$(key database "$repair")
                    when=$(key when "$repair")
                    for database in %s; do
                        [ "${only:-*}" = '*' ] || [ "$only" = "$database" ] || continue
                        applies=$(PGDATABASE=$database PGOPTIONS=$SESSION "$PGBIN/psql" -X -At -v ON_ERROR_STOP=1 \\
                            -c "SELECT coalesce((${when:-true})::boolean, false)")
                        [ "$applies" = t ] || continue
                        echo "repairing $database: ${repair##*/}"
                        PGDATABASE=$database PGOPTIONS="$SESSION -c gz.backup_id=%s \\
                            -c search_path=pg_catalog,pg_temp -c client_min_messages=warning" \\
                            "$PGBIN/psql" -X --quiet --single-transaction -v ON_ERROR_STOP=1 -o /dev/null -f "$repair"
                    done
                done
                """.formatted(databases, manifest.backupId());
    }

    private List<EncryptedArtifact> artifacts(Predicate<EncryptedArtifact> which) {
        return manifest.artifacts().stream().filter(which).toList();
    }
}
