package io.groundzero.backup.checks;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * Splits SQL exactly as the driver does before it sends it: each piece goes to the server as one message of the
 * extended protocol, which takes a single statement only. So what is one piece here is one statement there.
 */
final class SqlText {

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private SqlText() {
    }

    /** The statements of a text, without what ends them; a comment alone is none. */
    static List<String> statements(String text) throws SQLException {
        return Parser.parseJdbcSql(text, true, false, true, false, false).stream().map(SqlText::sql)
                .filter(sql -> !COMMENT.matcher(sql).replaceAll("").isBlank()).toList();
    }

    private static String sql(NativeQuery query) {
        return query.nativeSql;
    }
}
