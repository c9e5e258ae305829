package io.groundzero.backup.dumper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.handover.Publisher;
import io.groundzero.backup.handover.WireFormat;

class ScheduledRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00.250Z");

    private final List<byte[]> taken = new ArrayList<>();
    private int refusals;

    @Test
    void asksThroughTheQueue() throws Exception {
        request().send("main");

        assertThat(WireFormat.mapper().readValue(taken.get(0), BackupRequested.class))
                .isEqualTo(new BackupRequested("main-20261123T030000Z", "main", NOW, "schedule"));
    }

    @Test
    void goesOnUntilTheBrokerHasIt() {
        refusals = 3;

        request().send("main");

        assertThat(taken).hasSize(1);
    }

    private ScheduledRequest request() {
        Publisher publisher = new Publisher() {
            @Override
            public void publish(String key, byte[] body, Map<String, Object> headers, Duration expiration)
                    throws BackupException {
                assertThat(key).isEqualTo("backup.requested");
                if (refusals-- > 0) {
                    throw new BackupException(ErrorCode.BROKER_UNAVAILABLE, "down");
                }
                taken.add(body);
            }

            @Override
            public void offer(String key, byte[] body) {
                throw new AssertionError("a request must not be lost");
            }
        };
        return new ScheduledRequest(publisher, WireFormat.mapper(), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
