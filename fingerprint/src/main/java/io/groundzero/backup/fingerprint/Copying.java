package io.groundzero.backup.fingerprint;

import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;

/** Runs COPY in the snapshot that is read, row by row and without keeping any: rows may be as large as 1 GB. */
@FunctionalInterface
public interface Copying {

    /**
     * @param statements SQL, of which the last is a COPY … TO STDOUT
     * @param rows what it gives, in the database's own encoding
     */
    void run(List<String> statements, OutputStream rows) throws SQLException;
}
