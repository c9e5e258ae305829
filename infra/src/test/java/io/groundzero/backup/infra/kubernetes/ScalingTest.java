package io.groundzero.backup.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** How many there are of each, and who decides. */
class ScalingTest {

    private Build base;

    @BeforeEach
    void build() throws IOException {
        base = Build.of("base");
    }

    @Test
    void verifiersScaleWithTheirQueueAndNeverToNone() throws IOException {
        Keda.Scaling scaling = base.keda(Keda.SCALED_OBJECT, Keda.ScaledObject.class).spec();
        JsonNode broker = StrictYaml.read(Build.FOLDER.resolveSibling("rabbitmq/definitions.json"));

        assertThat(base.has("Deployment", scaling.scaleTargetRef().name())).isTrue();
        assertThat(scaling.minReplicaCount()).isEqualTo(1);
        assertThat(scaling.maxReplicaCount()).isGreaterThan(1);
        assertThat(scaling.triggers()).hasSize(1);
        Keda.Trigger trigger = scaling.triggers().get(0);
        assertThat(trigger.type()).isEqualTo("rabbitmq");
        assertThat(trigger.metadata()).containsEntry("protocol", "amqp").containsEntry("mode", "QueueLength")
                .containsEntry("value", "1").containsOnlyKeys("protocol", "queueName", "mode", "value");
        assertThat(broker.path("queues").findValuesAsText("name")).contains(trigger.metadata().get("queueName"));
        assertThat(
                scaling.advanced().horizontalPodAutoscalerConfig().behavior().scaleDown().stabilizationWindowSeconds())
                .isBetween(1800, 3600);
    }

    @Test
    void kedaLogsInWithASecret() throws IOException {
        Keda.TriggerAuthentication login = base.keda(Keda.TRIGGER_AUTHENTICATION, Keda.TriggerAuthentication.class);

        assertThat(base.keda(Keda.SCALED_OBJECT, Keda.ScaledObject.class).spec().triggers().get(0).authenticationRef())
                .isEqualTo(login.metadata());
        assertThat(login.spec().secretTargetRef()).extracting(Keda.SecretTarget::parameter).containsExactly("host");
    }

    @Test
    void nobodyElseCountsTheVerifiers() throws IOException {
        assertThat(deployment("verifier").getSpec().getReplicas()).isNull();
    }

    @Test
    void pipelineAndGatewayAreNeverTwo() throws IOException {
        assertThat(base.all(StatefulSet.class)).extracting(set -> set.getMetadata().getName(),
                set -> set.getSpec().getReplicas()).containsExactly(
                        tuple("pipeline", 1));
        assertThat(deployment("gateway").getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment("gateway").getSpec().getStrategy().getType()).isEqualTo("Recreate");
    }

    @Test
    void nodesAreDrainedOneVerifierAtATime() throws IOException {
        List<PodDisruptionBudget> budgets = base.all(PodDisruptionBudget.class);

        assertThat(budgets).hasSize(1);
        assertThat(budgets.get(0).getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(base.pods().get("verifier").getMetadata().getLabels().entrySet())
                .containsAll(budgets.get(0).getSpec().getSelector().getMatchLabels().entrySet());
    }

    @Test
    void theVolumeOutlivesThePodIfOneIsClaimed() throws IOException {
        StatefulSet pipeline = Build.of("base", "volume").all(StatefulSet.class).get(0);

        assertThat(pipeline.getSpec().getVolumeClaimTemplates()).extracting(claim -> claim.getMetadata().getName())
                .containsExactly("backups");
        assertThat(pipeline.getSpec().getTemplate().getSpec().getVolumes()).extracting(volume -> volume.getName())
                .doesNotContain("backups");
        assertThat(pipeline.getSpec().getTemplate().getSpec().getContainers()).allMatch(
                container -> !container.getResources().getRequests().containsKey("ephemeral-storage"));
    }

    private Deployment deployment(String name) throws IOException {
        return base.all(Deployment.class).stream().filter(one -> one.getMetadata().getName().equals(name)).findAny()
                .orElseThrow();
    }
}
