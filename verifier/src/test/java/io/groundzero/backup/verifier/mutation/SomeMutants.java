package io.groundzero.backup.verifier.mutation;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.groundzero.backup.contracts.proof.MutationReport;

/** A run with some of the mutants only. */
public final class SomeMutants {

    private SomeMutants() {
    }

    /** Every third, of all kinds: the whole run, which takes minutes, is what `make mutation` and the nights are for. */
    public static MutationReport everyThird(MutationRun run, Consumer<MutationReport.Trial> told) throws Exception {
        List<Mutant> all = Mutants.all();
        return run.run(IntStream.range(0, all.size()).filter(index -> index % 3 == 0).mapToObj(all::get).toList(),
                told);
    }

    /** Those with these names, in the usual order. */
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
        return run.run(mutants, told);
    }
}
