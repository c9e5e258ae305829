package io.groundzero.backup.fingerprint.outside;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what a dump does not hold. */
public final class OutsideReading {

    private OutsideReading() {
    }

    /** The tables to lock before a snapshot is taken, beside those that are dumped; quoted for SQL. */
    public static List<String> lockable(Connection connection) throws SQLException {
        return MemberTables.names(connection);
    }

    /** In the connection's current transaction, under the settings of a fingerprint. */
    public static List<OutsideObject> read(Connection connection) throws SQLException {
        List<OutsideObject> objects = new ArrayList<>(MemberTables.read(connection));
        objects.addAll(MemberSequences.read(connection));
        objects.addAll(UnloggedObjects.read(connection));
        objects.addAll(ToldObjects.ofDatabase(connection));
        return objects;
    }

    /** What no database tells. */
    public static List<OutsideObject> ofCluster(Connection connection) throws SQLException {
        return ToldObjects.ofCluster(connection);
    }
}
