package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.CopyReport.Seen;

class CopyReportsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final ObjectMapper json = WireFormat.mapper();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final RegularReports reports = new RegularReports(new RecordingPublisher(), json);

    private record Sent(String routingKey, byte[] body) {
    }

    private record Config(Duration every, Duration lookBack) implements CopyReportConfig {
    }

    @AfterEach
    void stop() {
        reports.stop();
    }

    @Test
    void tellsWhatLiesInThePlaceSinceThen() throws Exception {
        // Given
        Seen seen = new Seen("main-20261122T030000Z", 4, 1_000_000, true);

        // When
        reports(new Config(HOUR, WEEK), List.of(place(CopyReport.LOCAL, List.of(seen)))).start(null);

        // Then
        Sent first = sent.poll(10, TimeUnit.SECONDS);
        assertThat(first.routingKey()).isEqualTo("status.copies.local");
        assertThat(json.readValue(first.body(), CopyReport.class)).isEqualTo(
                new CopyReport(NOW, NOW.plus(HOUR), CopyReport.LOCAL, NOW.minus(WEEK), List.of(seen)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, P7D, gz.copies.every must be above 0: PT0S",
            "PT-1S, P7D, gz.copies.every must be above 0: PT-1S",
            "PT0.0009S, P7D, gz.copies.every must be above 0: PT0.0009S",
            "PT15M, PT0S, gz.copies.look-back must be above 0: PT0S",
            "PT15M, PT-24H, gz.copies.look-back must be above 0: PT-24H"})
    void whatWouldNeverLookOrForNothingIsRefused(Duration every, Duration lookBack, String words) {
        // Given
        CopyReports reports = reports(new Config(every, lookBack), List.of(place(CopyReport.LOCAL, List.of())));

        // When, Then
        assertThatThrownBy(() -> reports.start(null)).isInstanceOf(IllegalStateException.class).hasMessage(words);
        assertThat(sent).isEmpty();
    }

    private final class RecordingPublisher implements Publisher {

        @Override
        public void publish(String routingKey, byte[] body, Map<String, Object> headers, Duration expiration) {
            sent.add(new Sent(routingKey, body));
        }

        @Override
        public void offer(String routingKey, byte[] body) {
            publish(routingKey, body, Map.of(), null);
        }
    }

    private CopyReports reports(CopyReportConfig config, List<CopyPlace> places) {
        return new CopyReports(places, config, reports, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static CopyPlace place(String name, List<Seen> copies) {
        return new CopyPlace() {

            @Override
            public String place() {
                return name;
            }

            @Override
            public List<Seen> since(Instant since) throws IOException {
                assertThat(since).isEqualTo(NOW.minus(WEEK));
                return copies;
            }
        };
    }
}
