package io.groundzero.backup.verifier.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.DatabaseEvidence;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;

/**
 * What each database of a backup has come to so far. Whoever owns one may spoil it, and must not change what is found out
 * about the others: they are tested to the end.
 */
public final class Databases {

    /** How many failures one sentence tells. */
    private static final int NAMED = 5;
    private static final String NOT_REACHED = "the test did not come to its end";

    private final List<String> all;
    private final boolean toTheEnd;
    private final Map<String, BackupException> failed = new LinkedHashMap<>();
    private final List<BackupException> inThisStep = new ArrayList<>();
    private BackupException lastStep;
    private boolean complete;

    /**
     * @param toTheEnd whether the others are tested if one fails; otherwise the first failure ends the test, which is
     *        enough where nothing but the verdict is asked for
     */
    public Databases(Manifest manifest, boolean toTheEnd) {
        this.all = manifest.databases().stream().map(DatabaseFacts::name).sorted().toList();
        this.toTheEnd = toTheEnd;
    }

    /** Those of which nothing bad is known. */
    public List<String> left() {
        return all.stream().filter(database -> !failed.containsKey(database)).toList();
    }

    public boolean allGood() {
        return failed.isEmpty();
    }

    /** Whether it makes sense to look at more. */
    public boolean goesOn() {
        return failed.isEmpty() || toTheEnd && !left().isEmpty();
    }

    /** Of several failures the first counts: the others may have come of it. */
    public void failed(String database, BackupException failure) {
        if (failed.putIfAbsent(database, failure) == null) {
            inThisStep.add(failure);
        }
    }

    /**
     * @throws BackupException if a database has failed since the step before: with the words of all of them
     */
    public void endOfStep() throws BackupException {
        if (!inThisStep.isEmpty()) {
            lastStep = together(inThisStep);
            inThisStep.clear();
            throw lastStep;
        }
    }

    /** Whether others can be tested after a step that ended so. */
    public boolean goesOnAfter(BackupException failure) {
        return failure == lastStep && goesOn();
    }

    /** All steps have run. */
    public void complete() {
        complete = true;
    }

    /** What was found out came of something else, such as of being ended. */
    public void forget() {
        failed.clear();
        inThisStep.clear();
        complete = false;
    }

    /** What speaks against the backup, with how many databases it does not concern. */
    public Optional<BackupException> refutation() {
        return failure().filter(failure -> Verdicts.of(failure.code()) == Verdict.REFUTED);
    }

    /** As {@link #refutation()}, or else what could not be tested. */
    public Optional<BackupException> failure() {
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        BackupException failure = together(List.copyOf(failed.values()));
        int proven = complete ? left().size() : 0;
        return Optional.of(proven == 0
                ? failure
                : new BackupException(failure.code(), failure.getMessage() + "; "
                        + (proven == 1 ? "the other database" : "the " + proven + " other databases")
                        + " came back", failure));
    }

    /** For the proof, the bad ones first; at most {@value Proof#DATABASES}. */
    public List<DatabaseEvidence> list() {
        Stream<DatabaseEvidence> bad = failed.entrySet().stream()
                .map(entry -> new DatabaseEvidence(entry.getKey(), Verdicts.of(entry.getValue().code()),
                        entry.getValue().code().name(), entry.getValue().getMessage()))
                .sorted(Comparator.comparing(evidence -> evidence.verdict() != Verdict.REFUTED));
        Stream<DatabaseEvidence> others = left().stream().map(database -> complete
                ? new DatabaseEvidence(database, Verdict.PROVEN, null, null)
                : new DatabaseEvidence(database, Verdict.INCONCLUSIVE, null, NOT_REACHED));
        return Stream.concat(bad, others).limit(Proof.DATABASES).toList();
    }

    /** A backup that is bad is bad, whatever else could not be tested. */
    private static BackupException together(List<BackupException> failures) {
        BackupException first = failures.stream().filter(failure -> Verdicts.of(failure.code()) == Verdict.REFUTED)
                .findFirst().orElse(failures.get(0));
        if (failures.size() == 1) {
            return first;
        }
        ErrorCode code = first.code();
        String words = Stream.concat(Stream.of(first), failures.stream().filter(failure -> failure != first))
                .limit(NAMED).map(BackupException::getMessage).collect(Collectors.joining("; "));
        int more = failures.size() - NAMED;
        return new BackupException(code, more > 0 ? words + "; and " + more + " databases more" : words, first);
    }
}
