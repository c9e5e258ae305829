package io.groundzero.backup.contracts.proof;

import java.util.List;

/**
 * What the source has and the backup does not.
 *
 * @param items data that nobody accepted first, then accepted data, then the rest; at most {@value #ITEMS}
 * @param more how many there are beside those
 */
public record NotInBackup(List<Item> items, long more) {

    /** How many are named. */
    public static final int ITEMS = 200;

    public NotInBackup {
        items = List.copyOf(items);
    }

    /**
     * One thing that a restore does not bring back.
     *
     * @param kind for example {@code table of an extension}
     * @param name by which a person may accept it, with its database: {@code app.pgmq.q_orders}
     * @param rows how many rows there are in the source; null if it has none, or if that is not known
     * @param data whether users' data are lost with it: then the backup is PROVEN only if it was accepted by name
     * @param accepted whether the cluster's configuration names it
     * @param words one sentence
     */
    public record Item(String kind, String name, Long rows, boolean data, boolean accepted, String words) {

        /** Whether it keeps the backup from being PROVEN. */
        public boolean unaccepted() {
            return data && !accepted;
        }
    }
}
