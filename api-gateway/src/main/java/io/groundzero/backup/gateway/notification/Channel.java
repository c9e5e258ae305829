package io.groundzero.backup.gateway.notification;

import org.jboss.logging.Logger;

/** A way to tell people. */
interface Channel {

    /** Unique; the messages that wait for it are stored under it. */
    String name();

    /** {@code mail}, or the format of a webhook. */
    String kind();

    /**
     * Returns when somebody has taken the message. Waits half a minute at the most.
     *
     * @throws NotSentException with words that may be shown to everybody
     */
    void send(Notice notice) throws NotSentException;

    /** The same; what must not happen is no reason to forget the message either. */
    default void tell(Notice notice) throws NotSentException {
        try {
            send(notice);
        } catch (RuntimeException e) {
            Logger.getLogger(Channel.class).errorf(e, "the message for %s could not be made", name());
            throw new NotSentException("the message could not be made; the gateway's log says more");
        }
    }
}
