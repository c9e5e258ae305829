package io.groundzero.backup.gateway.openid;

import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.GivenSettings;

/** Whether the settings of the identity provider make sense. It is not asked. */
public final class OpenIdCheck {

    private OpenIdCheck() {
    }

    public static Check of(GivenSettings settings) {
        return Check.of("identity provider", () -> OpenIdSettings.of(settings.group(OpenIdConfig.class))
                .map(OpenIdSettings::toString).orElse("none: people log in with API keys"));
    }
}
