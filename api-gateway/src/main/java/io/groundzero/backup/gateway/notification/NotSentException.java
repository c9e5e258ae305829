package io.groundzero.backup.gateway.notification;

/** A message could not be handed over. Neither the message nor a cause tells a secret. */
class NotSentException extends Exception {

    private static final long serialVersionUID = 1L;

    NotSentException(String message) {
        super(message);
    }
}
