package io.groundzero.backup.dumper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.dumper.cluster.Clusters;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.Work;

class DumpWorkTest {

    @TempDir
    Path folder;

    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        setting = new DumpSetting(folder);
        setting.databases = List.of("small");
        SourceCluster.shared().create("small", "CREATE TABLE t(x int)");
    }

    @Test
    void handsOnOneMessagePerArtifact() throws Exception {
        Work.Result result = run(setting.request());

        DumpRecord record = result.facts().dumped();
        assertThat(result.next()).extracting(Work.Next::routingKey).containsOnly("artifact.dumped");
        assertThat(result.next()).extracting(Work.Next::message).containsExactlyElementsOf(record.artifacts().stream()
                .map(artifact -> new ArtifactDumped(setting.id().toString(), "main", artifact)).toList());
        assertThat(result.bytes())
                .isEqualTo(record.artifacts().stream().map(DumpedArtifact::content).mapToLong(c -> c.size()).sum());
    }

    @Test
    void handsACompleteDumpOnAgainUnchanged() throws Exception {
        Work.Result first = run(setting.request());
        // the encryptor was quick
        Files.delete(setting.volume.work(setting.id()).resolve("globals.sql"));
        setting.port = SourceCluster.freePort();

        Work.Result second = run(setting.request());

        assertThat(second.next()).isEqualTo(first.next());
        assertThat(second.facts()).isEqualTo(first.facts());
        assertThat(setting.volume.work(setting.id()).resolve("globals.sql")).doesNotExist();
    }

    @Test
    void doesAnIncompleteDumpAgain() throws Exception {
        run(setting.request());
        Files.delete(setting.volume.dumpRecord(setting.id()));
        Path leftover = Files.writeString(setting.volume.work(setting.id()).resolve("old.sql"), "");

        Work.Result result = run(setting.request());

        assertThat(result.facts().dumped()).isNotNull();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void doesNotDumpAShippedBackupAgain() throws Exception {
        DurableFiles.createDirectories(setting.volume.backup(setting.id()));
        Files.writeString(setting.volume.backup(setting.id()).resolve("manifest.json"), "{}");

        Work.Result result = run(setting.request());

        assertThat(result.next()).isEmpty();
        assertThat(result.facts()).isNull();
        assertThat(setting.volume.works()).doesNotExist();
    }

    @Test
    void answersARequestMadeDuringADumpWithThatDump() throws Exception {
        DumpRecord first = run(setting.request()).facts().dumped();

        Work.Result result = run(later(first.finishedAt()));

        assertThat(result.facts().joined()).isEqualTo(first.backupId());
        assertThat(result.next()).isEmpty();
    }

    @Test
    void dumpsForARequestMadeAfterADump() throws Exception {
        DumpRecord first = run(setting.request()).facts().dumped();

        Work.Result result = run(later(first.finishedAt().plusSeconds(1)));

        assertThat(result.facts().dumped().backupId()).isNotEqualTo(first.backupId());
    }

    @Test
    void dumpsForARequestMadeBeforeADump() throws Exception {
        DumpRecord first = run(setting.request()).facts().dumped();

        Work.Result result = run(later(first.startedAt().minusSeconds(1)));

        assertThat(result.facts().dumped()).isNotNull();
    }

    @Test
    void joinsAlsoWhenTheFirstRequestWasDeliveredTwice() throws Exception {
        DumpRecord first = run(setting.request()).facts().dumped();
        DurableFiles.deleteTree(setting.volume.root().resolve("dumper"));
        run(setting.request());

        Work.Result result = run(later(first.finishedAt()));

        assertThat(result.facts().joined()).isEqualTo(first.backupId());
    }

    @Test
    void leavesNothingBesideTheDumpAndItsOwnNote() throws Exception {
        run(setting.request());

        DurableFiles.deleteTree(setting.volume.work(setting.id()));
        assertThat(setting.volume.works()).isEmptyDirectory();
        assertThat(setting.volume.root().resolve("dumper")).isDirectoryContaining("glob:**/main.json");
    }

    @Test
    void refusesUnknownClustersAndForeignIds() {
        Instant now = Instant.now();

        assertInvalid(new BackupRequested(new BackupId("other", now).toString(), "other", now, "api"), "other");
        assertInvalid(new BackupRequested(setting.id().toString(), "other", now, "api"), "for cluster other");
        assertInvalid(new BackupRequested("../../etc", "main", now, "api"), "not a backup id");
    }

    private void assertInvalid(BackupRequested request, String words) {
        assertThatThrownBy(() -> run(request)).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID)).hasMessageContaining(words);
    }

    private static BackupRequested later(Instant at) {
        return new BackupRequested(new BackupId("main", at.plusSeconds(100)).toString(), "main", at, "api");
    }

    private Work.Result run(BackupRequested request) throws BackupException {
        return new DumpWork(new Clusters(Map.of("main", setting.cluster())), setting.volume,
                new DumpNotes(setting.volume, WireFormat.mapper()), setting.run()).run(request, Work.Progress.NONE);
    }
}
