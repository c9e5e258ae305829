package io.groundzero.backup.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final byte[] SECRET = SessionSecret.of(new byte[32], "password");
    private static final Session ALICE = new Session(7L, "alice", Roles.OPERATOR);
    private static final Session BOB = new Session(null, "Bob B. – ü", Roles.VIEWER);

    @Test
    void aSessionIsKnownUntilItEnds() {
        String value = at(NOW).open(ALICE);

        assertThat(value).matches("[A-Za-z0-9._-]+");
        assertThat(at(NOW).read(value)).contains(ALICE);
        assertThat(at(NOW.plusSeconds(3599)).read(value)).contains(ALICE);
        assertThat(at(NOW.plusSeconds(3600)).read(value)).isEmpty();
        assertThat(at(NOW).read(at(NOW).open(BOB))).contains(BOB);
    }

    @Test
    void noTwoSessionsAreTheSame() {
        assertThat(at(NOW).open(ALICE)).isNotEqualTo(at(NOW).open(ALICE));
    }

    @Test
    void whatSomebodyChangedIsNoSession() {
        String value = at(NOW).open(BOB);

        assertThat(at(NOW).read(value.replaceFirst("viewer", "operator"))).isEmpty();
        assertThat(at(NOW).read(value.replaceFirst("^-", "7"))).isEmpty();
        assertThat(at(NOW).read(value.replaceFirst("\\.\\d+\\.", ".99999999999."))).isEmpty();
        assertThat(at(NOW).read(value.substring(0, value.length() - 1))).isEmpty();
        assertThat(at(NOW).read("")).isEmpty();
        assertThat(at(NOW).read(".....")).isEmpty();
        assertThat(at(NOW).read("operator")).isEmpty();
    }

    @Test
    void bothHalvesOfTheSecretMatter() {
        String value = at(NOW).open(ALICE);

        assertThat(with(SessionSecret.of(new byte[32], "another password")).read(value)).isEmpty();
        assertThat(with(SessionSecret.of(new byte[31], "password")).read(value)).isEmpty();
        assertThat(with(SessionSecret.of(new byte[32], "password")).read(value)).contains(ALICE);
    }

    private static Sessions at(Instant now) {
        return new Sessions(SECRET, Duration.ofHours(1), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Sessions with(byte[] secret) {
        return new Sessions(secret, Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
