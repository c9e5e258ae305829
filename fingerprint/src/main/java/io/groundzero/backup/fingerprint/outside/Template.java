package io.groundzero.backup.fingerprint.outside;

import java.util.List;

import io.groundzero.backup.fingerprint.catalogue.Catalogue;

/**
 * A template database that is not dumped: what was made in it is lost with the cluster.
 *
 * @param database its name
 * @param catalogue what is defined in it; null if it could not be looked at
 * @param tables those with rows
 * @param unread why it could not be looked at, or null
 */
public record Template(String database, Catalogue catalogue, List<OutsideObject> tables, String unread) {

    public Template {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    /** That could not be looked at. */
    public static Template unread(String database, String why) {
        return new Template(database, null, List.of(), why);
    }
}
