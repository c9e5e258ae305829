package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All mutants, and the backups without a defect between which they stand. */
final class Mutants {

    private Mutants() {
    }

    /** In the order in which they are tried. */
    static List<Mutant> all() throws IOException {
        List<Mutant> mutants = new ArrayList<>(ObjectDefects.all());
        mutants.addAll(ManifestDefects.all());
        mutants.addAll(GlobalsDefects.all());
        mutants.addAll(ContentDefects.all());
        return mutants;
    }

    /**
     * Must be PROVEN. The second goes the way of the content mutants, without a defect: so that it is the defect that
     * they are refuted for.
     */
    static List<Mutant> faithful() {
        return List.of(new Mutant("the good backup", null, null, (draft, material) -> draft.message()),
                new Mutant("the good backup, from a copy of the database", null, null, (draft, material) -> {
                    material.cluster().restoreSample();
                    material.putSample(draft);
                    return draft.sign();
                }),
                new Mutant("the older backup", null, null, (draft, material) -> {
                    for (var artifact : material.older().manifest().artifacts()) {
                        draft.take(material.older(), artifact.object());
                        draft.list(artifact);
                    }
                    return draft.sign();
                }));
    }
}
