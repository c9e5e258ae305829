package io.groundzero.backup.shipper.doctor;

import java.time.Clock;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.handover.BrokerCheck;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.CopyReportConfig;
import io.groundzero.backup.handover.RetryConfig;
import io.groundzero.backup.handover.RetryPolicy;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Expiry;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.Settings;
import io.groundzero.backup.handover.doctor.VolumeCheck;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.shipper.ShipperConfig;
import io.groundzero.backup.shipper.upload.Uploads;
import io.groundzero.backup.store.BucketConfig;

/** All that the shipper needs. */
public final class ShipperDoctor {

    private static final String SIGNING = "signing key";

    private ShipperDoctor() {
    }

    public static List<Check> checks(Settings settings) {
        return List.of(
                settings.check(List.of(BrokerConfig.class, RetryConfig.class, CopyReportConfig.class,
                        BucketConfig.class, ShipperConfig.class), "gz.volume"),
                settings.refusals(all -> RetryPolicy.of(all.group(RetryConfig.class)),
                        all -> parts(all.group(ShipperConfig.class))),
                BrokerCheck.of(settings), VolumeCheck.of(settings), new BucketCheck(settings).check(),
                new Check(SIGNING, findings -> signing(settings.group(ShipperConfig.class), findings)));
    }

    private static void parts(ShipperConfig config) {
        Uploads.check(config.partSizeMin().asLongValue(), config.parallelParts());
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
