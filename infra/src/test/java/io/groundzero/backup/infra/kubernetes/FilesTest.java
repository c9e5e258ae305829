package io.groundzero.backup.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Every file is listed, every listed file exists, and each holds what Kubernetes takes. */
class FilesTest {

    static List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.walk(Build.FOLDER)) {
            List<Path> folders = files.filter(file -> file.endsWith(Kustomization.FILE)).map(Path::getParent).sorted()
                    .toList();
            assertThat(folders).hasSize(5);
            return folders;
        }
    }

    static List<Build> builds() throws IOException {
        return Build.all();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatIsThereIsListedAndWhatIsListedIsThere(Path folder) throws IOException {
        Kustomization file = Kustomization.of(folder);
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).map(folder::relativize).map(Path::toString)
                    .filter(name -> !name.equals(Kustomization.FILE) && !name.startsWith("secrets/"))
                    .forEach(there::add);
        }

        Stream<String> listed = Stream.concat(file.resources().stream().filter(name -> name.endsWith(".yaml")),
                file.patches().stream().map(Kustomization.Patch::path));

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(there);
    }

    @ParameterizedTest
    @MethodSource("builds")
    void everyObjectIsWhatItSays(Build build) throws IOException {
        for (JsonNode document : build.documents()) {
            switch (Objects.kind(document)) {
                case Keda.SCALED_OBJECT -> StrictYaml.as(Keda.ScaledObject.class, document);
                case Keda.TRIGGER_AUTHENTICATION -> StrictYaml.as(Keda.TriggerAuthentication.class, document);
                default -> assertThat(Objects.typed(document).getMetadata().getNamespace()).as("left to the user")
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void everyImageOfOursHasATag(Build build) throws IOException {
        List<Kustomization.Image> tagged = build.kustomizations().stream().flatMap(file -> file.images().stream())
                .filter(image -> image.newTag() != null).toList();

        TreeSet<String> used = new TreeSet<>();
        build.pods().values().forEach(pod -> pod.getSpec().getContainers().stream().map(c -> c.getImage())
                .filter(image -> image.startsWith("ground-zero-backup/")).forEach(used::add));

        assertThat(tagged).extracting(Kustomization.Image::name).containsExactlyInAnyOrderElementsOf(used);
        assertThat(used).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("builds")
    void everyImageIsNamedOnce(Build build) {
        for (Kustomization file : build.kustomizations()) {
            assertThat(file.images()).extracting(Kustomization.Image::name).doesNotHaveDuplicates();
        }
    }
}
