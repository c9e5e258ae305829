package io.groundzero.backup.fingerprint.outside;

import java.util.List;

/**
 * What a backup of a cluster does not hold, beside what its databases tell.
 *
 * @param objects settings and the like
 * @param templates those that are not dumped
 */
public record ClusterOutside(List<OutsideObject> objects, List<Template> templates) {

    public ClusterOutside {
        objects = List.copyOf(objects);
        templates = List.copyOf(templates);
    }
}
