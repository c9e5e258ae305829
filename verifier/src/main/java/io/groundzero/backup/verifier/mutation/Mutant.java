package io.groundzero.backup.verifier.mutation;

import java.io.IOException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;

/**
 * A backup with one defect.
 *
 * @param name the defect, in words
 * @param code what must refute it
 * @param words what the proof must name: a table, object or file
 * @param defect makes it
 */
record Mutant(String name, ErrorCode code, String words, Defect defect) {

    /** Turns the copy of a good backup into a bad one. */
    @FunctionalInterface
    interface Defect {
        /**
         * @param draft a copy of the good backup; whatever lies in it afterwards is the mutant
         * @return the message that has it verified
         */
        BackupShipped make(Draft draft, Material material) throws BackupException, IOException, InterruptedException;
    }
}
