package io.groundzero.backup.gateway.status;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.groundzero.backup.contracts.proof.NotInBackup;
import io.groundzero.backup.gateway.backup.ProofRow;
import io.groundzero.backup.gateway.status.CurrentStatus.LatestProof;

/** Makes short what is stored of a proof. */
@ApplicationScoped
class LatestProofs {

    private final ObjectMapper json;
    /** Of a proof with its thousand tables nothing else is read: this is done each second. */
    private final ObjectReader notInBackup;

    LatestProofs(ObjectMapper json) {
        this.json = json;
        this.notInBackup = json.reader().at("/notInBackup");
    }

    LatestProof of(ProofRow proof) {
        boolean signed = proof.signedBy != null;
        return new LatestProof(proof.key.backupId(), proof.verdict, proof.reachedAt, proof.snapshotAt,
                proof.countsUntil(), proof.rtoMillis == null ? null : proof.rtoMillis / 1000.0, signed,
                signed ? missing(proof.document) : null);
    }

    private Missing missing(String document) {
        try {
            JsonNode found = notInBackup.readTree(document);
            return found.isObject() ? Missing.of(json.treeToValue(found, NotInBackup.class)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
