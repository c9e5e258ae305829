package io.groundzero.backup.infra.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The part of kustomize's file that is used here. */
record Kustomization(String apiVersion, String kind, String namespace, List<Labels> labels, List<String> resources,
        List<String> components, List<Image> images, Map<String, Boolean> generatorOptions,
        List<Generator> secretGenerator, List<Patch> patches) {

    static final String FILE = "kustomization.yaml";

    record Labels(Map<String, String> pairs, Boolean includeTemplates) {
    }

    record Image(String name, String newName, String newTag) {
    }

    /** @param files {@code path} or {@code key=path} */
    record Generator(String name, List<String> files) {
    }

    /** @param target whom a list of operations changes; without one the patch is a piece of the object itself */
    record Patch(Target target, String path) {
    }

    record Target(String kind, String name) {
    }

    Kustomization {
        labels = orEmpty(labels);
        resources = orEmpty(resources);
        components = orEmpty(components);
        images = orEmpty(images);
        secretGenerator = orEmpty(secretGenerator);
        patches = orEmpty(patches);
    }

    static Kustomization of(Path folder) throws IOException {
        return StrictYaml.as(Kustomization.class, StrictYaml.read(folder.resolve(FILE)));
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
