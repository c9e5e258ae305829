package io.groundzero.backup.handover.doctor;

/**
 * Something that a service needs, and a look at it that changes nothing.
 *
 * @param subject what it is about, if the look itself does not get as far as to say so
 */
public record Check(String subject, Look look) {

    /** Tells what it finds. What it throws counts as a failure of the subject. */
    @FunctionalInterface
    public interface Look {
        void at(Findings findings) throws Exception;
    }

    /** A check with a single question. */
    public static Check of(String subject, Findings.Question question) {
        return new Check(subject, findings -> findings.ask(subject, question));
    }
}
