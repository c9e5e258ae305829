package io.groundzero.backup.handover;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.CopyReport;

/** A place where copies of backups lie. The service that can look at it tells the gateway, see {@link CopyReports}. */
public interface CopyPlace {

    /** As in {@link CopyReport#place}. */
    String place();

    /**
     * @param since only backups with a time from here on
     * @throws BackupException or IOException if it cannot be looked at; that is not the same as finding nothing
     */
    List<CopyReport.Seen> since(Instant since) throws BackupException, IOException;
}
