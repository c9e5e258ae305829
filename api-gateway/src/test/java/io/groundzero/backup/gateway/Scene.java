package io.groundzero.backup.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.handover.WireFormat;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** What the tests of the running gateway tell it and ask it. */
public final class Scene {

    public static final Duration SOON = Duration.ofSeconds(20);

    /** Each test's backups are of a second of their own, and newer than those before; what is of the future is not believed. */
    private static Instant last = Instant.EPOCH;

    private Scene() {
    }

    public static synchronized String newId(String cluster) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        last = now.isAfter(last) ? now : last.plusSeconds(1);
        return new BackupId(cluster, last).toString();
    }

    /** @param moment a later one for a larger number */
    public static Instant at(String id, int moment) {
        return BackupId.parse(id).time().plusMillis(moment);
    }

    public static StatusEvent event(String id, String cluster, Stage stage, StageState state, int moment) {
        return new StatusEvent(id + state + moment, id, cluster, stage, null, state, 1, at(id, moment), null, null,
                null,
                null, null, null);
    }

    /** As the service whose stage it is; proofs signed by the verifier. */
    public static void tell(StatusEvent event) throws Exception {
        tellAsIs(TestVerifier.KNOWN.signed(event));
    }

    /** As the service whose stage it is. */
    public static void tellAsIs(StatusEvent event) throws Exception {
        String service = switch (event.stage()) {
            case DUMP -> "dumper";
            case ENCRYPT -> "encryptor";
            case SHIP -> "shipper";
            case VERIFY -> "verifier";
        };
        Servers.publish(service, "status." + event.stage().word(), WireFormat.mapper().writeValueAsString(event),
                Map.of());
    }

    public static void awaitBackup(String id) {
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/backups/{id}", id).statusCode()).isEqualTo(200));
    }

    public static JsonPath backup(String id) {
        return viewer().get("/api/v1/backups/{id}", id).jsonPath();
    }

    public static JsonPath awaitFailure(String field, String value) {
        String path = "find { it." + field + " == '" + value + "' }";
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/failures").jsonPath().getString(path + ".code")).isNotNull());
        return viewer().get("/api/v1/failures").jsonPath().setRootPath(path);
    }

    public static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + Servers.OPERATOR_KEY);
    }

    public static RequestSpecification viewer() {
        return given().header("Authorization", "Bearer " + Servers.VIEWER_KEY);
    }
}
