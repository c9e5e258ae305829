package io.groundzero.backup.dumper.dump;

import java.sql.Connection;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.catalogue.Readings;

/** Reads roles and tablespaces, before the first database and after the globals were dumped. */
final class ClusterReading {

    private final DumpContext context;
    private final Readings readings = Readings.ofCluster();

    ClusterReading(DumpContext context) {
        this.context = context;
    }

    void read() throws BackupException {
        Connection connection = context.session().connection();
        BriefTransaction.run(connection, context.cluster().lockWait(), "reading the roles of " + context.server(),
                () -> Fingerprints.readCluster(connection, readings));
    }

    Catalogue catalogue() {
        return readings.catalogue();
    }
}
