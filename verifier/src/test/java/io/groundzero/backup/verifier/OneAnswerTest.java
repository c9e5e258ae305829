package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.verifier.fixture.TestBackup;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** What a store says once is no verdict. */
class OneAnswerTest extends VerifyScene {

    @Test
    void whatIsMissingInASingleAnswerRefutesNothing() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        for (String object : new String[]{ObjectNames.MANIFEST, ObjectNames.MANIFEST_SIGNATURE,
                ObjectNames.RESTORE_GUIDE, APP}) {
            store.mislead(GetObjectRequest.class, get -> get.key().equals(backup.key(object)),
                    get -> get.toBuilder().key(get.key() + "-elsewhere").build());
        }
        store.mislead(ListObjectsV2Request.class, list -> backup.key("").equals(list.prefix()),
                list -> list.toBuilder().prefix(list.prefix() + "elsewhere/").build());

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(store.allWereMisled()).isTrue();
        assertThat(proof.verdict()).as(proof.summary()).isEqualTo(Verdict.PROVEN);
    }
}
