package io.groundzero.backup.gateway.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.gateway.database.CommandDatabase;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.ClockComparison;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;

/** Whether the gateway's own database is there and usable, and on a server that is not to be protected. */
final class DatabaseCheck implements Check.Look {

    private static final String SUBJECT = "database";

    /** Everybody may see the names. A server for the status alone has no others. */
    private static final String OTHERS = """
            SELECT datname FROM pg_catalog.pg_database
            WHERE NOT datistemplate AND datname NOT IN ('postgres', current_database()) ORDER BY 1""";

    private final GivenSettings settings;

    DatabaseCheck(GivenSettings settings) {
        this.settings = settings;
    }

    @Override
    public void at(Findings findings) throws SQLException {
        try (Connection connection = open(findings); Statement statement = connection.createStatement()) {
            List<String> login = row(statement, "SELECT current_user, current_database(),"
                    + " split_part(current_setting('server_version'), ' ', 1)");
            findings.ok(SUBJECT, "PostgreSQL " + login.get(2) + ", logged in as " + login.get(0) + " to "
                    + login.get(1));
            try (ResultSet now = statement.executeQuery("SELECT clock_timestamp()")) {
                now.next();
                ClockComparison.add(findings, Clock.systemUTC().instant(), now.getTimestamp(1).toInstant(), SUBJECT);
            }
            List<String> others = column(statement, OTHERS);
            if (!others.isEmpty()) {
                findings.warn(SUBJECT, "its server also holds " + String.join(", ", others), "Is that a protected "
                        + "cluster? When it fails, nobody sees that it does: give the gateway a server of its own.");
            }
            schema(findings, statement);
        } catch (Refused e) {
            // told already
        }
    }

    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private Connection open(Findings findings) {
        try {
            return CommandDatabase.of(settings).open();
        } catch (SQLException e) {
            findings.fail(SUBJECT, e.getMessage() + cause(e),
                    "Check that PostgreSQL runs there, GZ_DATABASE_HOST, _PORT, _NAME "
                            + "and _USER, and the password in GZ_DATABASE_PASSWORD_FILE.");
            throw new Refused();
        }
    }

    private static String cause(SQLException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == failure ? "" : " " + cause.getMessage() + " (" + cause.getClass().getSimpleName() + ")";
    }

    private static void schema(Findings findings, Statement statement) throws SQLException {
        String subject = "schema";
        if (row(statement, "SELECT to_regclass('flyway_schema_history')").get(0) == null) {
            boolean creates = "t".equals(
                    row(statement, "SELECT has_schema_privilege(current_schema(), 'CREATE')").get(0));
            if (creates) {
                findings.ok(subject, "empty; the gateway fills it when it starts");
            } else {
                findings.fail(subject, "the gateway's role may not make tables",
                        "Make it the owner: ALTER DATABASE … OWNER TO …");
            }
            return;
        }
        List<String> newest = row(statement, "SELECT coalesce(version, ''), success FROM flyway_schema_history"
                + " ORDER BY success, installed_rank DESC LIMIT 1");
        if ("t".equals(newest.get(1))) {
            findings.ok(subject, "version " + newest.get(0));
            keys(findings, statement);
        } else {
            findings.fail(subject, "the step to version " + newest.get(0) + " failed",
                    "The gateway's log says why; it does not start before that is mended.");
        }
    }

    private static void keys(Findings findings, Statement statement) throws SQLException {
        String subject = "API keys";
        String count = row(statement, "SELECT count(*) FROM api_key WHERE revoked_at IS NULL").get(0);
        if ("0".equals(count)) {
            findings.warn(subject, "there are none", "Nobody can log in: api-key create NAME operator person.");
        } else {
            findings.ok(subject, count);
        }
    }

    private static List<String> row(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                values.add(row.getString(column));
            }
            return values;
        }
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
