package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a person sits who has nothing but a backup's files, two key files and stock tools: {@code recipient.secret.asc}
 * opens it, {@code shipper.public.asc} checks it.
 */
final class Desk implements AutoCloseable {

    private static final Pattern SHELL_BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PORT = Integer.toString(Stack.PORT_BASE + 499);

    private final Path folder;

    Desk() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "ground-zero-desk-");
    }

    /** Where a file of this name lies. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Runs all shell blocks of RESTORE.md, in order, in one shell, and returns what they print. */
    String followTheGuide() throws Exception {
        String guide = Files.readString(file("RESTORE.md"));
        String script = SHELL_BLOCK.matcher(guide).results().map((MatchResult block) -> block.group(1)).reduce("",
                String::concat);
        assertThat(script).isNotBlank();
        Files.writeString(file("restore.sh"), script);
        Command.of("chown", "-R", "postgres", folder.toString()).run(LIMIT);
        return asPerson("bash", file("restore.sh").toString());
    }

    /** What a query says of the restored cluster. */
    String restored(String database, String sql) throws Exception {
        Files.writeString(file("query.sql"), sql);
        return asPerson("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", file("query.sql").toString());
    }

    /** Not root: PostgreSQL refuses that. */
    private String asPerson(String... words) throws IOException, InterruptedException {
        String[] command = Stream.concat(
                Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"), Stream.of(words))
                .toArray(String[]::new);
        return Command.of(command).in(folder)
                .with(Map.of("HOME", folder.toString(), "DIR", folder.toString(), "KEY",
                        file("recipient.secret.asc").toString(), "SIGNING_KEY", file("shipper.public.asc").toString(),
                        "PGHOST", folder.toString(), "PGPORT", PORT, "PGUSER", "postgres", "PGDATABASE", "postgres"))
                .run(LIMIT);
    }

    @Override
    public void close() throws Exception {
        if (Files.exists(file("restore/cluster/postmaster.pid"))) {
            asPerson("/usr/lib/postgresql/15/bin/pg_ctl", "stop", "-w", "-m", "immediate", "-D",
                    file("restore/cluster").toString());
        }
        Command.of("rm", "-rf", folder.toString()).run(LIMIT);
    }
}
