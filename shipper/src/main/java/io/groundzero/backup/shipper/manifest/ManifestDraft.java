package io.groundzero.backup.shipper.manifest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.Stage;

/** Makes the manifest from what the dump recorded and what was shipped. */
public final class ManifestDraft {

    private ManifestDraft() {
    }

    /**
     * The durations are time at work: the dump from its start to its end; encrypt and ship the sum over the artifacts,
     * which both services take one after the other. Waiting in queues and failed attempts are not in it.
     *
     * @param shipped one for each artifact of the dump, in the dump's order
     */
    public static Manifest of(DumpRecord dump, List<ShippedNote> shipped, Instant shippedAt) {
        Map<String, Long> durations = Map.of(Stage.DUMP.word(),
                Duration.between(dump.startedAt(), dump.finishedAt()).toMillis(), Stage.ENCRYPT.word(),
                sum(shipped, note -> note.message().durationMillis()), Stage.SHIP.word(),
                sum(shipped, ShippedNote::durationMillis));
        return new Manifest(Manifest.SCHEMA_VERSION, dump.backupId(), dump.cluster(), dump.requestedAt(),
                shippedAt.truncatedTo(ChronoUnit.MILLIS), dump.source(), dump.databases(),
                shipped.stream().map(note -> note.message().artifact()).toList(), dump.format(),
                dump.fingerprintLevel(), dump.tools(), durations, dump.secretFiles(),
                dump.omittedDatabases());
    }

    private static long sum(List<ShippedNote> shipped, ToLongFunction<ShippedNote> millis) {
        return shipped.stream().mapToLong(millis).sum();
    }
}
