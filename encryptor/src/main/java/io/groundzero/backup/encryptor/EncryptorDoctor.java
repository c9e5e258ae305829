package io.groundzero.backup.encryptor;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.handover.BrokerCheck;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Expiry;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.handover.doctor.VolumeCheck;
import io.groundzero.backup.openpgp.Recipients;

/** All that the encryptor needs. */
final class EncryptorDoctor {

    private static final String SUBJECT = "recipients";

    private EncryptorDoctor() {
    }

    static List<Check> checks(GivenSettings settings) {
        return List.of(
                settings.check(), BrokerCheck.of(settings),
                VolumeCheck.of(settings),
                new Check(SUBJECT, findings -> recipients(settings.group(EncryptorConfig.class), findings)));
    }

    private static void recipients(EncryptorConfig config, Findings findings) throws BackupException {
        List<Path> keys = config.keys().orElse(List.of());
        List<String> wanted = RecipientNames.of(config);
        List<String> found = Recipients.load(keys, wanted, Clock.systemUTC()).fingerprints();
        findings.ok(SUBJECT, "each of these keys opens the backups: " + String.join(", ", found));
        if (found.size() == 1) {
            findings.warn(SUBJECT, "a single key opens the backups",
                    "Encrypt to a second one whose private half lies off this machine: when a key is lost, so are the "
                            + "backups that only it opens.");
        }
        Expiry.warn(findings, SUBJECT, clock -> Recipients.load(keys, wanted, clock),
                "Extend its expiry, or make a new one; the encryptor refuses expired keys.");
    }
}
