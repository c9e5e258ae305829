package io.groundzero.backup.infra.kubernetes;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** The kinds of objects that these files may hold; KEDA's are in {@link Keda}. */
final class Objects {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of("v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class, "v1/ServiceAccount", ServiceAccount.class, "apps/v1/Deployment",
            Deployment.class,
            "apps/v1/StatefulSet", StatefulSet.class, "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    private Objects() {
    }

    static boolean known(JsonNode document) {
        return TYPES.containsKey(kind(document));
    }

    /** @throws IOException if it is not what it says, to the letter */
    static HasMetadata typed(JsonNode document) throws IOException {
        Class<? extends HasMetadata> type = TYPES.get(kind(document));
        if (type == null) {
            throw new IllegalArgumentException("no such kind here: " + kind(document));
        }
        return StrictYaml.as(type, document);
    }

    static String kind(JsonNode document) {
        return document.path("apiVersion").asText() + "/" + document.path("kind").asText();
    }
}
