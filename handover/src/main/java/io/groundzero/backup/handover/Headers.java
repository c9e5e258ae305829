package io.groundzero.backup.handover;

import java.util.Map;
import java.util.TreeMap;

/**
 * Our own message headers. {@code x-death} cannot be used: a client can neither reset nor read it reliably.
 */
public final class Headers {

    /** Number of the attempt that the delivery stands for, from 1; absent on a fresh message. */
    public static final String ATTEMPT = "gz-attempt";
    /** The work queue that a delayed or parked message belongs to. */
    public static final String QUEUE = "gz-queue";
    /** Error code of the last failure. */
    public static final String CODE = "gz-code";
    /** Cause of the last failure, in words; at most {@value #LONGEST_CAUSE} characters. */
    public static final String CAUSE = "gz-cause";

    static final int LONGEST_CAUSE = 2000;
    /** More can not be set. */
    static final int MOST_ATTEMPTS = 1000;

    private Headers() {
    }

    /** The attempt that a delivery stands for, at most {@value #MOST_ATTEMPTS}; 1 if the header is absent or makes no sense. */
    public static int attempt(Map<String, Object> headers) {
        Object value = headers == null ? null : headers.get(ATTEMPT);
        if (value == null) {
            return 1;
        }
        try {
            return Math.min(Math.max(1, Integer.parseInt(value.toString())), MOST_ATTEMPTS);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    static Map<String, Object> of(String queue, int attempt, String code, String cause) {
        Map<String, Object> headers = new TreeMap<>();
        headers.put(QUEUE, queue);
        headers.put(ATTEMPT, attempt);
        headers.put(CODE, code);
        headers.put(CAUSE, cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE - 1) + "…" : cause);
        return headers;
    }
}
