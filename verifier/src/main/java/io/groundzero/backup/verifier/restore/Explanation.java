package io.groundzero.backup.verifier.restore;

import java.util.List;

import io.groundzero.backup.verifier.server.ServerMessage;

/** What an error of a restore means for people, and what they can do. Pure logic. */
final class Explanation {

    private record Kind(String states, String words) {
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("23503",
                    "Rows refer to others that are not there. A source holds such rows if triggers were switched"
                            + " off while they were written (DISABLE TRIGGER, session_replication_role = replica): find and mend"
                            + " them there"),
            new Kind("23505",
                    "Rows are alike that must not be. A source holds such rows if its index is damaged, was sorted"
                            + " by another version of the collation, or calls a function that was changed since (REINDEX on the"
                            + " source shows the same error)"),
            new Kind("23P01",
                    "Rows exclude each other. A source holds such rows if the constraint calls a function that was"
                            + " changed since, or if its index is damaged (REINDEX on the source shows the same error)"),
            new Kind("23514|23502",
                    "A row is refused that the source holds: the constraint, or a function that it calls,"
                            + " was changed after the row was written, or depends on more than the row itself. Mend the row or the"
                            + " constraint on the source"),
            new Kind("25006", "The database may only be read"));

    private static final String NOT_FOUND = "A restore names all that it makes with its schema and sets no search_path."
            + " A function that names something without its schema finds it on the source only by the search_path of the"
            + " sessions there: name the schema in the function, or give it one (ALTER FUNCTION … SET search_path)";
    private static final String RAISED = "A function of the database itself refuses, as it would in any restore";
    private static final String COMPUTED = "A function or expression of the database itself fails when a restore computes it"
            + " anew. On the source it last succeeded when the row was written";

    private Explanation() {
    }

    /** A sentence without its full stop; empty if there is nothing to explain. */
    static String of(ServerMessage message) {
        if (message.raised()) {
            return RAISED;
        }
        for (Kind kind : KINDS) {
            if (message.state().matches(kind.states())) {
                return kind.words();
            }
        }
        boolean function = message.context().contains("function ");
        if (function && message.state().matches("42P01|42883|42704|42703|3F000")) {
            return NOT_FOUND;
        }
        return function ? COMPUTED : "";
    }
}
