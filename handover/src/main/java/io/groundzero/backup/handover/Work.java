package io.groundzero.backup.handover;

import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.Subject;

/**
 * One service's step. It returns when its output is durable, and may be called again with the same message: then it
 * finds the finished output and returns the same result.
 */
@FunctionalInterface
public interface Work<M extends Subject> {

    Result run(M message, Progress progress) throws BackupException;

    /**
     * What follows from a finished step, in this order: the next messages are confirmed by the broker, the status is
     * reported, the step tidies up, the message is acknowledged.
     *
     * @param next messages to hand over
     * @param facts what the stage found out, or null
     * @param bytes size of the output, or null
     * @param tidyUp what may be deleted once the next service has the work
     */
    record Result(List<Next> next, StatusEvent.Facts facts, Long bytes, TidyUp tidyUp) {

        public Result {
            next = List.copyOf(next);
        }

        public static Result of(List<Next> next, StatusEvent.Facts facts, Long bytes) {
            return new Result(next, facts, bytes, () -> {
            });
        }
    }

    /** A failure about which the status says more than its cause. */
    final class Failure extends BackupException {

        private static final long serialVersionUID = 1L;

        private final transient StatusEvent.Facts facts;

        /** @param facts told with the failure, whether it is tried again or given up */
        public Failure(BackupException cause, StatusEvent.Facts facts) {
            super(cause.code(), cause.getMessage(), cause);
            this.facts = facts;
        }

        public StatusEvent.Facts facts() {
            return facts;
        }
    }

    /** A message for another service. */
    record Next(String routingKey, Subject message) {
    }

    @FunctionalInterface
    interface TidyUp {
        void run() throws BackupException;
    }

    /** Takes reports of progress; cheap, may be called often. */
    @FunctionalInterface
    interface Progress {

        Progress NONE = (done, total) -> {
        };

        /**
         * @param done bytes so far
         * @param total bytes expected, 0 if unknown
         */
        void bytes(long done, long total);
    }
}
