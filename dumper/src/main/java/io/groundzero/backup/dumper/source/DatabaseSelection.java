package io.groundzero.backup.dumper.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.OmittedDatabase;

/**
 * Which databases of a source are dumped. Pure logic.
 *
 * @param chosen to be dumped
 * @param omitted the others, but for those that every server has as it comes
 */
public record DatabaseSelection(List<SourceDatabase> chosen, List<OmittedDatabase> omitted) {

    private static final Set<String> PRISTINE = Set.of("template0", "template1");

    public DatabaseSelection {
        chosen = List.copyOf(chosen);
        omitted = List.copyOf(omitted);
    }

    /**
     * @param wanted the names to dump; all that are no templates if empty
     * @throws BackupException REQUEST_INVALID if a wanted one does not exist, SOURCE_PERMISSION_MISSING if one
     *         cannot be connected to: leaving it out would be silent
     */
    static DatabaseSelection of(List<SourceDatabase> all, List<String> wanted) throws BackupException {
        List<SourceDatabase> chosen = new ArrayList<>();
        List<OmittedDatabase> omitted = new ArrayList<>();
        for (SourceDatabase database : all) {
            String reason = wanted.isEmpty() ? notUnasked(database) : notWanted(database, wanted);
            if (reason == null) {
                chosen.add(database);
            } else if (!PRISTINE.contains(database.name())) {
                omitted.add(new OmittedDatabase(database.name(), reason));
            }
        }
        requireAll(wanted, chosen, all);
        for (SourceDatabase database : chosen) {
            requireConnectable(database);
        }
        return new DatabaseSelection(chosen, omitted);
    }

    private static String notWanted(SourceDatabase database, List<String> wanted) {
        return wanted.contains(database.name())
                ? null
                : "it is not among those that gz.clusters.<name>.databases lists";
    }

    private static String notUnasked(SourceDatabase database) {
        if (database.invalid()) {
            return "it was being dropped, and only that can be done with it";
        }
        // a connection to a template keeps everybody from creating databases from it
        return database.template() ? "it is a template; list it in gz.clusters.<name>.databases if it should be" : null;
    }

    private static void requireAll(List<String> wanted, List<SourceDatabase> chosen, List<SourceDatabase> all)
            throws BackupException {
        List<String> absent = new ArrayList<>(wanted);
        absent.removeAll(chosen.stream().map(SourceDatabase::name).toList());
        if (!absent.isEmpty()) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, "the cluster has no database called "
                    + String.join(", ", absent) + "; it has " + all.stream().map(SourceDatabase::name).toList());
        }
    }

    private static void requireConnectable(SourceDatabase database) throws BackupException {
        if (!database.connectable() || database.invalid()) {
            throw new BackupException(ErrorCode.SOURCE_PERMISSION_MISSING, "database " + database.name()
                    + " accepts no connections, so it cannot be dumped: allow them (ALTER DATABASE \""
                    + database.name() + "\" ALLOW_CONNECTIONS true;), drop it, or list those to dump in "
                    + "gz.clusters.<name>.databases");
        }
    }
}
