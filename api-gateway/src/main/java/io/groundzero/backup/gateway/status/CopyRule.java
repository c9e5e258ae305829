package io.groundzero.backup.gateway.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The 3-2-1 rule: three copies, on two kinds of media, one of them off-site. Pure logic. */
final class CopyRule {

    private static final int COPIES = 3;
    private static final int MEDIA = 2;

    private CopyRule() {
    }

    /** Where data lies. */
    enum Place {
        /** The protected cluster itself. */
        PRODUCTION("production", Medium.DISK, false),
        /** The backup volume. */
        LOCAL("local", Medium.DISK, false),
        /** The bucket. */
        OFF_SITE("off-site", Medium.OBJECT_STORE, true);

        private final String word;
        private final Medium medium;
        private final boolean offSite;

        Place(String word, Medium medium, boolean offSite) {
            this.word = word;
            this.medium = medium;
            this.offSite = offSite;
        }

        /** As reports and the API name it. */
        String word() {
            return word;
        }
    }

    private enum Medium {
        DISK, OBJECT_STORE
    }

    /**
     * @param places where whole copies lie; one at least
     * @return how the rule is broken, as the end of a sentence that begins with what is copied; empty if it is kept
     */
    static Optional<String> broken(Set<Place> places) {
        List<String> lacks = new ArrayList<>();
        if (places.size() < COPIES) {
            lacks.add(places.size() + " of " + COPIES + " copies ("
                    + places.stream().sorted().map(Place::word).collect(Collectors.joining(", ")) + ")");
        }
        if (places.stream().map(place -> place.medium).distinct().count() < MEDIA) {
            lacks.add("one kind of media instead of " + MEDIA);
        }
        if (places.stream().noneMatch(place -> place.offSite)) {
            lacks.add("nothing off-site");
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of("has " + String.join(", ", lacks));
    }
}
