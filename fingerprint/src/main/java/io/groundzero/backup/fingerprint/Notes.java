package io.groundzero.backup.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What may differ between source and copy, and is worth telling. */
final class Notes {

    private Notes() {
    }

    static List<String> of(DatabaseFingerprint expected, DatabaseFingerprint actual) {
        List<String> notes = new ArrayList<>();
        expected.extensions().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(extension -> {
            String version = actual.extensions().get(extension.getKey());
            if (version != null && !version.equals(extension.getValue())) {
                notes.add("extension " + extension.getKey() + " has version " + version + ", " + extension.getValue()
                        + " in the source");
            }
        });
        Map<String, TableFingerprint> views = actual.materializedViews().stream()
                .collect(Collectors.toMap(TableFingerprint::name, Function.identity()));
        for (TableFingerprint wanted : expected.materializedViews()) {
            TableFingerprint found = views.get(wanted.name());
            if (found != null
                    && (found.rows() != wanted.rows() || !Objects.equals(found.content(), wanted.content()))) {
                notes.add("materialized view " + wanted.name() + " was computed anew and holds "
                        + (found.rows() == wanted.rows() ? "other rows" : found.rows() + " rows, " + wanted.rows())
                        + (found.rows() == wanted.rows() ? " than in the source" : " in the source"));
            }
        }
        return notes;
    }
}
