package io.groundzero.backup.infra.kubernetes;

import java.util.List;
import java.util.Map;

/** The part of KEDA's objects (keda.sh/v1alpha1) that is used here. Its schema is in no library. */
final class Keda {

    static final String SCALED_OBJECT = "keda.sh/v1alpha1/ScaledObject";
    static final String TRIGGER_AUTHENTICATION = "keda.sh/v1alpha1/TriggerAuthentication";

    record Metadata(String name) {
    }

    record ScaledObject(String apiVersion, String kind, Metadata metadata, Scaling spec) {
    }

    record Scaling(Metadata scaleTargetRef, Integer minReplicaCount, Integer maxReplicaCount, Integer pollingInterval,
            Advanced advanced, List<Trigger> triggers) {
    }

    record Advanced(Autoscaler horizontalPodAutoscalerConfig) {
    }

    record Autoscaler(Behavior behavior) {
    }

    record Behavior(Rules scaleUp, Rules scaleDown) {
    }

    record Rules(Integer stabilizationWindowSeconds, List<Policy> policies) {
    }

    record Policy(String type, Integer value, Integer periodSeconds) {
    }

    /** @param metadata of the kind of trigger; all values are text */
    record Trigger(String type, Map<String, String> metadata, Metadata authenticationRef) {
    }

    record TriggerAuthentication(String apiVersion, String kind, Metadata metadata, Login spec) {
    }

    record Login(List<SecretTarget> secretTargetRef) {
    }

    record SecretTarget(String parameter, String name, String key) {
    }

    private Keda() {
    }
}
