package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.RunningProcess;

/**
 * Where code runs that comes out of a backup: the throwaway server, and the programs that feed it. All of it dies with
 * this JVM, however that ends. What is inside and what is outside meet in the scratch folder, where the server's Unix
 * socket lies.
 */
public interface Sandbox {

    Isolation isolation();

    /** As whom the programs run; files are given to it. */
    Account account();

    /** What of the scratch folder can be seen from inside. */
    Path shared(Path scratch);

    /** A program inside, with nothing of this JVM's environment. */
    ChildProcess command(List<String> command, Path folder) throws IOException;

    /**
     * Starts a program that listens on 127.0.0.1.
     *
     * @param folder its working directory; what it leaves behind is recognised by it
     * @param setting adds environment and output
     * @throws IOException if it cannot be started
     */
    Enclosure enclose(List<String> command, Path folder, UnaryOperator<ChildProcess> setting)
            throws IOException, InterruptedException;

    /** Ends a PostgreSQL server without caring for its data; it leaves no shared memory that would be in the way. */
    void endServer(RunningProcess server);

    /**
     * Ends whatever still works in a folder.
     *
     * @throws IOException if it does not die
     */
    void end(Path folder) throws IOException, InterruptedException;

    /**
     * PostgreSQL's programs inside, of one major version.
     *
     * @param folders the only folders to look into, or none
     * @throws BackupException SOURCE_VERSION_UNSUPPORTED, naming what was found where
     */
    ClientPrograms programs(int major, List<Path> folders, List<String> programs) throws BackupException;

    /** The same, of the newest version that is there. */
    ClientPrograms newestPrograms(List<Path> folders, List<String> programs) throws BackupException;

    /** Whether a program is there that is named without a folder. */
    boolean hasProgram(String name);

    /**
     * One backup's turn: when it is over, nothing that came out of it is left that could tamper with the next one's.
     */
    Turn turn() throws BackupException;

    /** Keeps whatever runs inside until it is closed, even at the end of another one's turn. */
    default Turn stay() {
        return () -> {
        };
    }

    /** To be closed when it is over. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
