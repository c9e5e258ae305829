package io.groundzero.backup.gateway.doctor;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.drill.DrillConfig;
import io.groundzero.backup.gateway.notification.NotificationCheck;
import io.groundzero.backup.gateway.openid.OpenIdCheck;
import io.groundzero.backup.gateway.status.TargetsConfig;
import io.groundzero.backup.handover.BrokerCheck;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.GivenSettings;

/** All that the gateway needs. */
public final class GatewayDoctor {

    private static final String OFF = "off";

    private GatewayDoctor() {
    }

    public static List<Check> checks(GivenSettings settings) {
        return List.of(
                settings.check(),
                BrokerCheck.of(settings), new Check("database", new DatabaseCheck(settings)),
                Check.of("targets", () -> targets(settings)),
                Check.of("game days", () -> drills(settings.group(DrillConfig.class))),
                new NotificationCheck(settings).check(), OpenIdCheck.of(settings));
    }

    private static String targets(GivenSettings settings) {
        TargetsConfig targets = settings.group(TargetsConfig.class);
        Duration rpo = above("GZ_TARGETS_RPO", targets.rpo());
        Duration rto = above("GZ_TARGETS_RTO", targets.rto());
        return "of " + String.join(", ", settings.group(GatewayConfig.class).clusters()) + ": at most " + words(rpo)
                + " are lost (RPO), and a restore takes at most " + words(rto) + " (RTO)";
    }

    private static Duration above(String setting, Duration target) {
        if (target.isNegative() || target.isZero()) {
            throw new IllegalStateException(setting + " must be above 0: " + target);
        }
        return target;
    }

    private static String words(Duration duration) {
        return duration.toMinutesPart() == 0 && duration.toSecondsPart() == 0
                ? duration.toHours() + " h"
                : duration.toMinutes() + " min";
    }

    private static String drills(DrillConfig config) {
        if (OFF.equals(config.schedule())) {
            return "on request only";
        }
        ZoneId zone = ZoneId.of(config.timeZone());
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(config.schedule())
                .validate();
        return "at \"" + config.schedule() + "\", " + zone;
    }
}
