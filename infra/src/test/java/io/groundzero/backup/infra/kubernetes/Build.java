package io.groundzero.backup.infra.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

/** What kustomize makes of a folder, as far as these folders ask for: resources, components, patches. */
final class Build {

    static final Path FOLDER = Path.of(System.getProperty("gz.root"), "infra/kubernetes");

    private final String name;
    private final Map<String, JsonNode> documents = new LinkedHashMap<>();
    private final List<Kustomization> kustomizations = new ArrayList<>();

    private Build(String name) {
        this.name = name;
    }

    /** @param components that are added to what the folder itself asks for */
    static Build of(String folder, String... components) throws IOException {
        Build build = new Build(folder + List.of(components));
        build.add(FOLDER.resolve(folder));
        for (String component : components) {
            build.add(FOLDER.resolve("components").resolve(component));
        }
        return build;
    }

    /** The base alone, the example, and the base with everything. */
    static List<Build> all() throws IOException {
        return List.of(of("base"), of("example"), of("base", "volume", "rabbitmq", "no-network"));
    }

    private void add(Path folder) throws IOException {
        Kustomization file = Kustomization.of(folder);
        kustomizations.add(file);
        for (String resource : file.resources()) {
            if (resource.endsWith(".yaml")) {
                JsonNode document = StrictYaml.read(folder.resolve(resource));
                if (documents.put(key(document), document) != null) {
                    throw new IllegalArgumentException("twice: " + key(document));
                }
            } else {
                add(folder.resolve(resource));
            }
        }
        for (String component : file.components()) {
            add(folder.resolve(component));
        }
        for (Kustomization.Patch patch : file.patches()) {
            JsonNode change = StrictYaml.read(folder.resolve(patch.path()));
            if (patch.target() == null) {
                Patches.lay((ObjectNode) change, (ObjectNode) document(key(change)));
            } else {
                Patches.apply(change, document(patch.target().kind() + "/" + patch.target().name()));
            }
        }
    }

    private JsonNode document(String key) {
        JsonNode document = documents.get(key);
        if (document == null) {
            throw new IllegalArgumentException(key + " is not there; there are " + documents.keySet());
        }
        return document;
    }

    private static String key(JsonNode document) {
        return document.path("kind").asText() + "/" + document.path("metadata").path("name").asText();
    }

    Collection<JsonNode> documents() {
        return documents.values();
    }

    boolean has(String kind, String object) {
        return documents.containsKey(kind + "/" + object);
    }

    <T extends HasMetadata> List<T> all(Class<T> type) throws IOException {
        List<T> all = new ArrayList<>();
        for (JsonNode document : documents.values()) {
            if (Objects.known(document)) {
                HasMetadata object = Objects.typed(document);
                if (type.isInstance(object)) {
                    all.add(type.cast(object));
                }
            }
        }
        return all;
    }

    <T> T keda(String kind, Class<T> type) throws IOException {
        for (JsonNode document : documents.values()) {
            if (Objects.kind(document).equals(kind)) {
                return StrictYaml.as(type, document);
            }
        }
        throw new IllegalArgumentException("there is no " + kind);
    }

    /** Pods by the name of what runs them. */
    Map<String, PodTemplateSpec> pods() throws IOException {
        Map<String, PodTemplateSpec> pods = new TreeMap<>();
        for (StatefulSet set : all(StatefulSet.class)) {
            pods.put(set.getMetadata().getName(), set.getSpec().getTemplate());
        }
        for (Deployment deployment : all(Deployment.class)) {
            pods.put(deployment.getMetadata().getName(), deployment.getSpec().getTemplate());
        }
        return pods;
    }

    Map<String, String> settings(String configMap) throws IOException {
        return all(ConfigMap.class).stream().filter(map -> map.getMetadata().getName().equals(configMap)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("no ConfigMap " + configMap)).getData();
    }

    /** Keys of the secrets that are made of files, by the secret's name. */
    Map<String, TreeSet<String>> secrets() {
        Map<String, TreeSet<String>> secrets = new TreeMap<>();
        for (Kustomization file : kustomizations) {
            for (Kustomization.Generator generator : file.secretGenerator()) {
                TreeSet<String> keys = new TreeSet<>();
                for (String path : generator.files()) {
                    keys.add(path.contains("=")
                            ? path.substring(0, path.indexOf('='))
                            : Path.of(path).getFileName().toString());
                }
                secrets.put(generator.name(), keys);
            }
        }
        return secrets;
    }

    List<Kustomization> kustomizations() {
        return kustomizations;
    }

    @Override
    public String toString() {
        return name;
    }
}
