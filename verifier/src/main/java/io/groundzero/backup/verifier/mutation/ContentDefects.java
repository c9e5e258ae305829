package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Defects of what a database holds, from {@code mutation/defects.sql}. All around them is in order: the changed database
 * is dumped, encrypted, listed and signed, beside the fingerprint of the original.
 */
final class ContentDefects {

    private static final Pattern DEFECT = Pattern
            .compile("-- mutant: (?<name>.+)\n-- names: (?<names>.+)\n(?<sql>(?:(?!-- mutant: ).*\n)+)");

    private ContentDefects() {
    }

    static List<Mutant> all() throws IOException {
        List<Mutant> mutants = new ArrayList<>();
        Matcher defect = DEFECT.matcher(resource());
        while (defect.find()) {
            String sql = defect.group("sql");
            mutants.add(new Mutant(defect.group("name"), ErrorCode.CONTENT_DIFFERS, defect.group("names"),
                    (draft, material) -> {
                        material.cluster().restoreSample();
                        material.cluster().script(SampleCluster.SAMPLE, sql);
                        material.putSample(draft);
                        return draft.sign();
                    }));
        }
        return mutants;
    }

    private static String resource() throws IOException {
        try (InputStream content = ContentDefects.class.getResourceAsStream("/mutation/defects.sql")) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
