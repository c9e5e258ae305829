package io.groundzero.backup.gateway.status;

import java.util.List;

import io.groundzero.backup.contracts.proof.NotInBackup;

/**
 * What a restore would not bring back, in short; the proof has all of it.
 *
 * @param count how many things
 * @param unaccepted how many of those that the proof names are data of users that nobody accepted
 * @param accepted how many of them are data of users that a person accepted by name
 * @param things the first of them: unaccepted data first, then accepted data, then the rest; at most {@value #THINGS}
 */
public record Missing(long count, long unaccepted, long accepted, List<Thing> things) {

    static final int THINGS = 20;

    /**
     * @param kind for example {@code table of an extension}
     * @param name of it, with its database
     * @param data whether users' data are lost with it
     * @param accepted whether a person accepted it by name
     */
    public record Thing(String kind, String name, boolean data, boolean accepted) {
    }

    static Missing of(NotInBackup found) {
        List<NotInBackup.Item> items = found.items();
        return new Missing(items.size() + found.more(),
                items.stream().filter(NotInBackup.Item::unaccepted).count(),
                items.stream().filter(item -> item.data() && item.accepted()).count(),
                items.stream().limit(THINGS)
                        .map(item -> new Thing(item.kind(), item.name(), item.data(), item.accepted())).toList());
    }
}
