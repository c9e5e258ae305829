package io.groundzero.backup.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes();

    @Test
    void aSessionKnowsItsRoleUntilItEnds() {
        String value = at(NOW).open(Roles.OPERATOR);

        assertThat(at(NOW).role(value)).contains(Roles.OPERATOR);
        assertThat(at(NOW.plusSeconds(3599)).role(value)).contains(Roles.OPERATOR);
        assertThat(at(NOW.plusSeconds(3600)).role(value)).isEmpty();
    }

    @Test
    void noTwoSessionsAreTheSame() {
        assertThat(at(NOW).open(Roles.VIEWER)).isNotEqualTo(at(NOW).open(Roles.VIEWER));
    }

    @Test
    void whatSomebodyChangedIsNoSession() {
        String value = at(NOW).open(Roles.VIEWER);

        assertThat(at(NOW).role(value.replaceFirst("viewer", "operator"))).isEmpty();
        assertThat(at(NOW).role(value.replaceFirst("\\.\\d+\\.", ".99999999999."))).isEmpty();
        assertThat(at(NOW).role(value.substring(0, value.length() - 1))).isEmpty();
        assertThat(at(NOW).role("")).isEmpty();
        assertThat(at(NOW).role("...")).isEmpty();
        assertThat(at(NOW).role("operator")).isEmpty();
    }

    @Test
    void anotherSecretOpensNothing() {
        String value = at(NOW).open(Roles.VIEWER);

        assertThat(new Sessions("another secret, as long as that..".getBytes(), Duration.ofHours(1),
                Clock.fixed(NOW, ZoneOffset.UTC)).role(value)).isEmpty();
    }

    private static Sessions at(Instant now) {
        return new Sessions(SECRET, Duration.ofHours(1), Clock.fixed(now, ZoneOffset.UTC));
    }
}
