package io.groundzero.backup.verifier.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.groundzero.backup.postgres.WithoutRows;

/**
 * The command that pg_restore gives with an error of the server's.
 *
 * @param head what it makes and how that is called, without all that may hold values or secrets
 * @param tables those that it names and that hold rows by then, as the dump writes them
 */
record Command(String head, List<String> tables) {

    private static final String WAS = "Command was: ";
    private static final Pattern COPY = Pattern.compile(".*COPY failed for table \"(.*?)\": (?:ERROR|FATAL):.*");
    private static final Pattern VALUES = Pattern
            .compile("[('=;]| AS | OPTIONS| IS | SET | WITH | PASSWORD | CONNECTION | VALUES ");
    private static final String NAME = "((?:\"(?:[^\"]|\"\")*\"|[^\\s\"(.]+)\\.(?:\"(?:[^\"]|\"\")*\"|[^\\s\"(;.]+))";
    private static final Pattern TABLE = Pattern
            .compile(
                    "(?:ALTER TABLE (?:ONLY )?| INDEX (?:\"(?:[^\"]|\"\")*\"|\\S+) ON (?:ONLY )?| REFERENCES )" + NAME);

    /** In the last lines that a program has said. */
    static Optional<Command> in(List<String> stderr) {
        for (int i = stderr.size() - 1; i >= 0; i--) {
            String line = stderr.get(i);
            Matcher copy = COPY.matcher(line);
            if (copy.matches()) {
                return Optional.of(new Command("COPY " + WithoutRows.oneLine(copy.group(1)), List.of()));
            }
            if (line.startsWith(WAS)) {
                String command = line.substring(WAS.length());
                // pg_dump writes a constraint into the second line
                if (i + 1 < stderr.size() && stderr.get(i + 1).startsWith("    ADD CONSTRAINT ")) {
                    command += " " + stderr.get(i + 1).strip();
                }
                return Optional.of(of(command));
            }
        }
        return Optional.empty();
    }

    private static Command of(String command) {
        List<String> tables = new ArrayList<>();
        TABLE.matcher(command).results().map(table -> table.group(1)).distinct().forEach(tables::add);
        Matcher values = VALUES.matcher(command);
        return new Command(WithoutRows.oneLine(values.find() ? command.substring(0, values.start()) : command), tables);
    }
}
