package io.groundzero.backup.dumper.dump;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.dumper.source.DatabaseSelection;
import io.groundzero.backup.dumper.source.SourceDatabase;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.outside.ClusterOutside;
import io.groundzero.backup.fingerprint.outside.OutsideObject;
import io.groundzero.backup.fingerprint.outside.Template;
import io.groundzero.backup.postgres.SourceErrors;

/** Reads what is in no dump of any database: settings of the whole cluster, and work done in its templates. */
final class OutsideReading {

    private static final Logger LOG = Logger.getLogger(OutsideReading.class);

    /** CREATE DATABASE waits for 5 s until others have left its template. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final DumpContext context;

    OutsideReading(DumpContext context) {
        this.context = context;
    }

    ClusterOutside read(DatabaseSelection selection) throws BackupException {
        Connection connection = context.session().connection();
        List<OutsideObject> objects = new ArrayList<>();
        BriefTransaction.run(connection, context.cluster().lockWait(), "reading the settings of " + context.server(),
                () -> objects.addAll(Fingerprints.readOutsideOfCluster(connection)));
        Set<String> chosen = selection.chosen().stream().map(SourceDatabase::name).collect(Collectors.toSet());
        List<Template> templates = new ArrayList<>();
        try {
            for (SourceDatabase database : SourceDatabase.all(connection)) {
                // as it comes template0 lets nobody in, and so nobody has worked in it
                boolean sealed = database.name().equals("template0") && !database.connectable();
                if (database.template() && !sealed && !database.invalid() && !chosen.contains(database.name())) {
                    templates.add(template(database));
                }
            }
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + context.server() + " for its templates");
        }
        return new ClusterOutside(objects, templates);
    }

    /** A dump does not fail for a template. */
    private Template template(SourceDatabase database) {
        if (!database.connectable() || !database.permitted()) {
            return Template.unread(database.name(), database.connectable()
                    ? "the dump role may not connect to it"
                    : "it accepts no connections");
        }
        try (Connection connection = context.server().open(database.name())) {
            Template[] read = new Template[1];
            BriefTransaction.run(connection, context.cluster().lockWait(),
                    "looking into template " + database.name(),
                    () -> read[0] = Fingerprints.readTemplate(connection, database.name(), LIMIT));
            return read[0];
        } catch (BackupException | SQLException e) {
            LOG.warnf(e, "template %s could not be looked at", database.name());
            return Template.unread(database.name(), String.valueOf(e.getMessage()));
        }
    }
}
