package io.groundzero.backup.gateway.watch;

import static io.groundzero.backup.gateway.Scene.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A broker that is short of memory stays connected, and takes nothing. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class BrokerBlockedTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aBrokerThatTakesNoMessagesIsToldWithItsReason() {
        Servers.broker().ctl("set_vm_memory_high_watermark", "absolute", "1MB");
        try {
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(viewer().get("/api/v1/status").jsonPath().getList("problems.what", String.class))
                        .anyMatch(what -> what.contains("RabbitMQ takes no messages") && what.contains("memory"));
                assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(503);
            });
        } finally {
            Servers.broker().ctl("set_vm_memory_high_watermark", "0.4");
        }

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(viewer().get("/api/v1/status").jsonPath().getList("problems.what", String.class))
                    .noneMatch(what -> what.contains("takes no messages"));
            assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
        });
    }
}
