package io.groundzero.backup.fingerprint.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL that reads a catalogue: each query gives name and definition. It lies in resources, statements separated by
 * semicolons at the end of a line, and knows a few abbreviations, <code>${name:expression}</code>.
 */
final class Queries {

    private static final List<String> DATABASE = List.of("relations.sql", "types.sql", "operators.sql", "other.sql",
            "privileges.sql");

    private static final Pattern ABBREVIATION = Pattern.compile("\\$\\{(\\w+):([^}]*)}");

    private static final String SECRET = "'sha256:' || left(encode(sha256(convert_to(o, 'UTF8')), 'hex'), 32)";
    /** What may be a password in an option or a setting is kept as a hash only. */
    private static final String SUSPICIOUS = "split_part(o, '=', 1) ~* '(pass|secret|key|token|credential)'";

    private static final Map<String, String> ABBREVIATIONS = Map.of(
            // as text, or null; neither by a cast nor by || with anything but text, which casts: people define such casts
            "text", "nullif(format('%%s', %s), '')", "flag",
            "CASE WHEN %1$s THEN 'true' WHEN NOT %1$s THEN 'false' END",
            "routine", "nullif(format('%%s', %s::regproc), '-')",
            // grants in an order of their own: {} and the order in which they were given say nothing
            "acl",
            "coalesce((SELECT string_agg(format('%%s', a), ', ' ORDER BY format('%%s', a) COLLATE \"C\")"
                    + " FROM unnest(%s) a), 'nobody')",
            "options",
            "(SELECT string_agg(CASE WHEN " + SUSPICIOUS + " THEN split_part(o, '=', 1) || '=' || " + SECRET
                    + " ELSE o END, ', ' ORDER BY o COLLATE \"C\") FROM unnest(%s) o)",
            "secrets", "(SELECT string_agg(split_part(o, '=', 1) || '=' || " + SECRET
                    + ", ', ' ORDER BY o COLLATE \"C\") FROM unnest(%s) o)",
            "setting",
            "CASE WHEN " + SUSPICIOUS + " THEN " + SECRET + " ELSE substr(%1$s, strpos(%1$s, '=') + 1) END");

    private Queries() {
    }

    static List<String> ofDatabase() {
        String common = resource("common.sql");
        List<String> queries = new ArrayList<>();
        for (String resource : DATABASE) {
            for (String statement : statements(resource)) {
                queries.add(common + statement);
            }
        }
        return queries;
    }

    static List<String> ofCluster() {
        return statements("cluster.sql");
    }

    private static List<String> statements(String resource) {
        Matcher matcher = ABBREVIATION.matcher(resource(resource));
        String expanded = matcher.replaceAll(
                match -> Matcher.quoteReplacement(ABBREVIATIONS.get(match.group(1)).formatted(match.group(2))));
        return List.of(expanded.split(";\\s*(\\n|$)"));
    }

    private static String resource(String name) {
        try (InputStream in = Queries.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
