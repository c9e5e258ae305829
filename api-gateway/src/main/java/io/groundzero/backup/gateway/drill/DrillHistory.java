package io.groundzero.backup.gateway.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.backup.ProofRow;
import io.quarkus.panache.common.Page;

/** How long earlier restores took: what the forecast is made from. */
@ApplicationScoped
class DrillHistory {

    /** A year of nights. The message that carries them stays small. */
    private static final int MOST = 366;

    private final Backups backups;

    DrillHistory(Backups backups) {
        this.backups = backups;
    }

    /** Proven restores of a cluster, oldest first. */
    List<DrillOrder.Restore> of(String cluster) {
        List<DrillOrder.Restore> restores = new ArrayList<>();
        for (ProofRow proof : ProofRow.<ProofRow>find(
                "cluster = ?1 and verdict = ?2 and rtoMillis is not null and signedBy is not null order by reachedAt desc",
                cluster,
                Verdict.PROVEN).page(Page.ofSize(MOST)).list()) {
            restores.add(new DrillOrder.Restore(proof.reachedAt, size(proof.key.backupId()), proof.rtoMillis));
        }
        Collections.reverse(restores);
        return restores;
    }

    /** Of the encrypted artifacts; 0 if the manifest was never heard of. */
    private long size(String backupId) {
        return backups.find(backupId).map((BackupRow row) -> row.manifest)
                .map(text -> backups.read(text, Manifest.class))
                .map(manifest -> manifest.artifacts().stream().mapToLong(artifact -> artifact.encrypted().size()).sum())
                .orElse(0L);
    }
}
