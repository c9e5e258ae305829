package io.groundzero.backup.verifier.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.groundzero.backup.contracts.proof.MutationReport;

/** A run with some of the mutants only. */
public final class SomeMutants {

    private SomeMutants() {
    }

    /**
     * Some of all kinds: those whose defect is found before anything is restored, which takes a moment each, and a few of the
     * others. The whole run, which takes minutes, is what `make mutation` and the nights are for.
     */
    public static MutationReport sample(MutationRun run, Consumer<MutationReport.Trial> told) throws Exception {
        List<Mutant> restored = new ArrayList<>(GlobalsDefects.all());
        restored.addAll(ContentDefects.all());
        List<Mutant> sample = new ArrayList<>(ObjectDefects.all());
        sample.addAll(every(3, ManifestDefects.all()));
        sample.addAll(every(10, restored));
        return run.run(Mutants.faithful(), sample, told);
    }

    private static List<Mutant> every(int step, List<Mutant> mutants) {
        return IntStream.range(0, mutants.size()).filter(index -> index % step == 0).mapToObj(mutants::get).toList();
    }

    /** Those with these names, in the usual order, after one backup without a defect. */
    public static MutationReport run(MutationRun run, String... names) throws Exception {
        return run(run, trial -> {
        }, names);
    }

    public static MutationReport run(MutationRun run, Consumer<MutationReport.Trial> told, String... names)
            throws Exception {
        List<Mutant> mutants = Mutants.all().stream().filter(mutant -> List.of(names).contains(mutant.name())).toList();
        if (mutants.size() != names.length) {
            throw new IllegalArgumentException("there are not all of these: " + List.of(names));
        }
        return run.run(Mutants.faithful().subList(0, 1), mutants, told);
    }
}
