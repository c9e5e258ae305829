package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.proof.NotInBackup.Item;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.outside.ClusterOutside;
import io.groundzero.backup.fingerprint.outside.Kind;
import io.groundzero.backup.fingerprint.outside.OutsideObject;
import io.groundzero.backup.fingerprint.outside.Template;

/** A faithful copy of a dump that cannot hold all of the source. */
class NotInBackupTest extends VerifyScene {

    private static final OutsideObject QUEUE = new OutsideObject(Kind.EXTENSION_TABLE.word(), "pgmq.q_orders", "pgmq",
            1000L, "00");
    private static final OutsideObject SEQUENCE = new OutsideObject(Kind.EXTENSION_SEQUENCE.word(), "pgmq.q_orders_id",
            "pgmq", null, "1000");

    private static final OutsideObject SETTING = new OutsideObject(Kind.ALL_ROLES_SETTING.word(), "work_mem", null,
            null,
            null);

    @Test
    void dataOfUsersThatNoDumpHoldsKeepABackupFromBeingProven() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(
                whole -> with(whole, List.of(QUEUE, SEQUENCE), List.of("app.pgmq.q_orders_id"))).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.DATA_NOT_IN_BACKUP, "completeness", "table pgmq.q_orders in database app belongs to "
                + "extension pgmq: its 1000 rows are not in the backup (app.pgmq.q_orders)");
        assertThat(proof.summary()).doesNotContain("q_orders_id");
        assertThat(proof.notInBackup().items()).filteredOn(Item::data).extracting(Item::name, Item::accepted)
                .containsExactly(tuple("app.pgmq.q_orders", false),
                        tuple("app.pgmq.q_orders_id", true));
        assertThat(proof.notInBackup().items()).filteredOn(item -> !item.data()).extracting(Item::words)
                .contains("setting for all roles work_mem is not in the backup",
                        "template template1, which is not dumped; after a restore schema audit is missing");
        // all else was tried
        assertThat(proof.steps()).extracting("name").contains("compare", "check");
    }

    @Test
    void whatAPersonAcceptedByNameIsListedAndDecidesNothing() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(whole -> with(whole, List.of(QUEUE, SEQUENCE),
                List.of("app.pgmq.q_orders_id", "app.pgmq.q_orders", "app.pgmq.q_gone"))).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.verdict()).as(proof.summary()).isEqualTo(Verdict.PROVEN);
        assertThat(proof.summary()).endsWith("; 2 not in the backup, which was accepted by name");
        assertThat(proof.notInBackup().items()).filteredOn(Item::data).hasSize(2).allMatch(Item::accepted);
        assertThat(proof.steps().get(proof.steps().size() - 1).evidence())
                .contains("accepted, but not missing: app.pgmq.q_gone");
    }

    @Test
    void anotherNameAcceptsNothing() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(
                whole -> with(whole, List.of(QUEUE), List.of("app.pgmq.*", "app.pgmq", "pgmq.q_orders"))).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.DATA_NOT_IN_BACKUP, "completeness", "app.pgmq.q_orders");
    }

    @Test
    void aBackupOfWhichNobodyLookedSaysSo() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(whole -> with(whole, null, List.of())).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.verdict()).as(proof.summary()).isEqualTo(Verdict.PROVEN);
        assertThat(proof.notInBackup()).isNull();
        assertThat(proof.steps().get(proof.steps().size() - 1).summary()).startsWith("not looked at");
    }

    /** @param added to what the source tells; null for a source that was not looked at */
    private static Fingerprint with(Fingerprint whole, List<OutsideObject> added, List<String> accepted) {
        return new Fingerprint(whole.schemaVersion(), whole.level(), whole.databases().stream()
                .map(database -> database.database().equals("app") ? with(database, added) : database).toList(),
                whole.cluster(), new ClusterOutside(List.of(SETTING), List.of(new Template("template1",
                        new Catalogue(Map.of("schema audit", "owner: postgres"), Map.of()), List.of(), null))),
                accepted);
    }

    private static DatabaseFingerprint with(DatabaseFingerprint app, List<OutsideObject> added) {
        List<OutsideObject> outside = new ArrayList<>(app.outside());
        if (added != null) {
            outside.addAll(added);
        }
        return new DatabaseFingerprint(app.database(), app.tables(), app.largeObjects(), app.largeObjectContent(),
                app.materializedViews(), app.catalogue(), app.sequences(), app.extensions(),
                added == null ? null : outside);
    }
}
