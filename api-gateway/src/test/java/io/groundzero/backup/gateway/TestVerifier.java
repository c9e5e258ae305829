package io.groundzero.backup.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.openpgp.GeneratedKeys;
import io.groundzero.backup.openpgp.SigningKey;

/** A verifier's key for the tests, and a stranger's. */
public record TestVerifier(Path publicKey, SigningKey key) {

    /** The one that the gateway under test believes. */
    public static final TestVerifier KNOWN = create("verifier");
    public static final TestVerifier STRANGER = create("stranger");

    private static TestVerifier create(String name) {
        try {
            Path folder = Files.createTempDirectory("gz-" + name);
            GeneratedKeys keys = GeneratedKeys.create(folder, name, name, Instant.now().minusSeconds(60));
            return new TestVerifier(keys.publicKey(),
                    SigningKey.load(keys.secretKey(), Optional.empty(), Clock.systemUTC()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BackupException e) {
            throw new IllegalStateException(e);
        }
    }

    public SignedReport sign(Object document) {
        String report = json(document);
        try {
            return new SignedReport(report, new String(key.sign(report.getBytes(UTF_8)), UTF_8));
        } catch (BackupException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the proof once more, as it was signed. */
    StatusEvent signed(StatusEvent event) {
        Facts facts = event.facts();
        return facts == null || facts.proof() == null || facts.signedProof() != null
                ? event
                : new StatusEvent(event.id(), event.backupId(), event.cluster(), event.stage(), event.artifact(),
                        event.state(), event.attempt(), event.at(), event.bytesDone(), event.bytesTotal(),
                        event.code(), event.cause(), event.retryAt(), Facts.drill(facts.proof(), sign(facts.proof()),
                                facts.drill()),
                        event.drill());
    }

    public void tell(MutationReport report) throws Exception {
        SignedReport signed = sign(report);
        Servers.publish("verifier", MutationReport.ROUTING_KEY, signed.report(),
                Map.of(MutationReport.SIGNATURE, signed.signature()));
    }

    private static String json(Object document) {
        try {
            return WireFormat.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
