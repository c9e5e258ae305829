package io.groundzero.backup.shipper.doctor;

import java.time.Clock;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.handover.BrokerCheck;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Expiry;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.handover.doctor.VolumeCheck;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.shipper.ShipperConfig;

/** All that the shipper needs. */
public final class ShipperDoctor {

    private static final String SIGNING = "signing key";

    private ShipperDoctor() {
    }

    public static List<Check> checks(GivenSettings settings) {
        return List.of(
                settings.check(),
                BrokerCheck.of(settings), VolumeCheck.of(settings), new BucketCheck(settings).check(),
                new Check(SIGNING, findings -> signing(settings.group(ShipperConfig.class), findings)));
    }

    private static void signing(ShipperConfig config, Findings findings) throws BackupException {
        SigningKey key = SigningKey.load(config.signingKey(), config.signingPassphraseFile(), Clock.systemUTC());
        key.sign(new byte[0]);
        findings.ok(SIGNING, key.fingerprint() + " signs manifests");
        Expiry.warn(findings, SIGNING,
                clock -> SigningKey.load(config.signingKey(), config.signingPassphraseFile(), clock),
                "Extend its expiry, or make a new one and give its public half to the verifier.");
    }
}
