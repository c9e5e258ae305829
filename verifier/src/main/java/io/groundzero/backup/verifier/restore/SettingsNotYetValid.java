package io.groundzero.backup.verifier.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * A database's setting may name what its restore makes only later, such as a text search configuration: until then each
 * new session is warned. That is no complaint about the restore. Whether the setting came back is for the comparison;
 * whether it is valid in the end is asked for here, and told.
 */
final class SettingsNotYetValid {

    private static final Pattern INVALID = Pattern.compile("(?s)invalid value for parameter \"([\\w.]+)\": .*");

    private SettingsNotYetValid() {
    }

    /** Names of the settings of which a new session is still warned. */
    static List<String> remaining(ThrowawayServer server, String database) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.connect(database)) {
            for (SQLWarning next = connection.getWarnings(); next != null; next = next.getNextWarning()) {
                Matcher setting = INVALID.matcher(next.getMessage());
                if (setting.matches()) {
                    names.add(setting.group(1));
                }
            }
        }
        return names;
    }
}
