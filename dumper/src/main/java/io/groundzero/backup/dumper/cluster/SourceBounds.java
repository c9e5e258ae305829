package io.groundzero.backup.dumper.cluster;

import java.time.Duration;

/**
 * What a dump may take of its source; see {@link ClustersConfig.Cluster}.
 *
 * @param longestDump all databases together, above zero
 * @param stalledAfter how long nothing may move, above zero
 * @param silentAfter how long nothing may be heard of the dumper, above 8 s
 * @param longestLag how far a standby may be behind, above zero
 */
public record SourceBounds(Duration longestDump, Duration stalledAfter, Duration silentAfter,
        Duration longestLag) {
}
