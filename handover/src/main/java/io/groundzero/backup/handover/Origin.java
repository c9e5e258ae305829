package io.groundzero.backup.handover;

import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Where the deliveries of a queue may come from. The broker's permissions say who may publish under which routing key, and
 * the bindings to which queue that leads; but the header {@code CC} leads a message to any queue, and RabbitMQ 3.10 asks
 * nobody for it. So each consumer looks at the key that the broker did check. See docs/adr/0018.
 */
public final class Origin {

    private final String queue;
    private final Predicate<String> routingKeys;

    private Origin(String queue, Predicate<String> routingKeys) {
        this.queue = queue;
        this.routingKeys = routingKeys;
    }

    /**
     * Of a work queue: its own routing key, what its service delayed itself, and what the gateway sent back.
     *
     * @param routingKey of the messages that are the queue's work
     */
    public static Origin ofWork(String queue, String routingKey) {
        Pattern delayed = Pattern.compile("delay\\.[1-" + RetryPolicy.DELAY_QUEUES + "]\\." + Pattern.quote(queue));
        return new Origin(queue, key -> key.equals(routingKey) || key.equals("retry." + queue)
                || delayed.matcher(key).matches());
    }

    /** Of a queue that takes everything under keys that begin so. */
    public static Origin ofKeysThatBeginWith(String queue, String beginning) {
        return new Origin(queue, key -> key.startsWith(beginning));
    }

    /**
     * @throws BackupException MESSAGE_MISDIRECTED
     */
    public void require(Delivery delivery) throws BackupException {
        if (!routingKeys.test(delivery.routingKey()) || delivery.headers().containsKey("CC")
                || delivery.headers().containsKey("BCC")) {
            throw new BackupException(ErrorCode.MESSAGE_MISDIRECTED,
                    "a message in queue " + queue + " was published under " + printable(delivery.routingKey())
                            + ", and led there by a header that the broker does not check"
                            + delivery.user().map(user -> "; sent by the broker's user " + printable(user)).orElse(""));
        }
    }

    private static String printable(String text) {
        String safe = text.replaceAll("[^\\x20-\\x7e]", "?");
        return safe.length() > 80 ? safe.substring(0, 80) + "…" : safe;
    }
}
