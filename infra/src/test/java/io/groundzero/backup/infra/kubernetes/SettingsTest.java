package io.groundzero.backup.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;

/** What the files say to each other fits: settings, secrets, ports, selectors. */
class SettingsTest {

    private static final Path ROOT = Build.FOLDER.getParent().getParent();
    private static final Pattern SECRET_FILE = Pattern.compile("/run/secrets/([^,\\s]+)");
    private static final Set<String> SERVICES = Set.of("dumper", "encryptor", "shipper", "verifier", "gateway");

    record Part(Build build, List<Volume> volumes, Container container) {

        Map<String, String> settings() throws IOException {
            Map<String, String> settings = new TreeMap<>();
            for (var source : container.getEnvFrom()) {
                for (Map.Entry<String, String> one : build.settings(source.getConfigMapRef().getName()).entrySet()) {
                    assertThat(settings.put(one.getKey(), one.getValue())).as("%s twice", one.getKey()).isNull();
                }
            }
            return settings;
        }

        Set<String> secrets() {
            return volumes.stream().filter(volume -> volume.getSecret() != null)
                    .filter(volume -> container.getVolumeMounts().stream()
                            .anyMatch(mount -> mount.getName().equals(volume.getName())))
                    .flatMap(volume -> volume.getSecret().getItems().stream().map(KeyToPath::getPath))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return build + " " + container.getName();
        }
    }

    static List<Build> builds() throws IOException {
        return Build.all();
    }

    static List<Part> services() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Build build : Build.all()) {
            build.pods().values().forEach(pod -> pod.getSpec().getContainers().stream()
                    .filter(container -> SERVICES.contains(container.getName()))
                    .forEach(container -> parts.add(new Part(build, pod.getSpec().getVolumes(), container))));
        }
        assertThat(parts).hasSize(3 * SERVICES.size());
        return parts;
    }

    @ParameterizedTest
    @MethodSource("services")
    void everySettingIsKnown(Part part) throws IOException {
        Set<String> known = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]+)=").matcher(Files.readString(ROOT.resolve(
                "env.example"))).results().map(match -> match.group(1)).collect(Collectors.toSet());

        assertThat(known).contains("GZ_BROKER_HOST").containsAll(part.settings().keySet());
    }

    @ParameterizedTest
    @MethodSource("services")
    void everySecretThatIsNamedIsMountedAndTheOtherWayRound(Part part) throws IOException {
        Set<String> named = part.settings().values().stream()
                .flatMap(value -> SECRET_FILE.matcher(value).results().map((MatchResult match) -> match.group(1)))
                .collect(Collectors.toSet());

        assertThat(part.secrets()).isEqualTo(named);
    }

    @ParameterizedTest
    @MethodSource("services")
    void noSettingIsASecretItself(Part part) throws IOException {
        assertThat(part.settings()).allSatisfy((name, value) -> {
            if (name.matches(".*(PASSWORD|SECRET|ACCESS_KEY|PASSPHRASE|TOKEN).*")) {
                assertThat(name).endsWith("_FILE");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyFolderThatIsNamedIsMounted(Part part) throws IOException {
        Map<String, String> settings = part.settings();
        List<String> folders = Stream.of("GZ_VOLUME", "GZ_VERIFIER_SCRATCH").filter(settings::containsKey)
                .map(settings::get).toList();

        assertThat(part.container().getVolumeMounts()).extracting(mount -> mount.getMountPath()).containsAll(folders)
                .contains("/tmp");
    }

    @ParameterizedTest
    @MethodSource("services")
    void probesAskWhereTheServiceAnswers(Part part) throws IOException {
        Container container = part.container();
        int port = Integer.parseInt(part.settings().get("QUARKUS_HTTP_PORT"));

        assertThat(part.settings()).containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0");
        assertThat(container.getPorts()).extracting(one -> one.getContainerPort()).containsExactly(port);
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                .map(Probe::getHttpGet)).extracting(get -> get.getPort(), get -> get.getPath()).containsExactly(
                        tuple(new IntOrString(port), "/q/health/live"),
                        tuple(new IntOrString(port), "/q/health/live"),
                        tuple(new IntOrString(port), "/q/health/ready"));
        assertThat(part.settings()).containsEntry("GZ_BROKER_USER", container.getName());
    }

    @ParameterizedTest
    @MethodSource("builds")
    void containersOfAPodHavePortsOfTheirOwn(Build build) throws IOException {
        build.pods().values().forEach(pod -> assertThat(pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream()).map(port -> port.getContainerPort()))
                .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("builds")
    void everyConfigMapIsUsed(Build build) throws IOException {
        Set<String> used = new TreeSet<>();
        build.pods().values().forEach(pod -> {
            pod.getSpec().getContainers().forEach(container -> container.getEnvFrom()
                    .forEach(source -> used.add(source.getConfigMapRef().getName())));
            pod.getSpec().getVolumes().stream().filter(volume -> volume.getConfigMap() != null)
                    .forEach(volume -> used.add(volume.getConfigMap().getName()));
        });

        assertThat(build.all(ConfigMap.class)).extracting(map -> map.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void theExampleMakesEverySecretThatIsAskedFor() throws IOException {
        Build example = Build.of("example");
        Map<String, Set<String>> asked = new TreeMap<>();
        example.pods().values().forEach(pod -> pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .forEach(volume -> asked.put(volume.getSecret().getSecretName(), volume.getSecret().getItems().stream()
                        .map(KeyToPath::getKey).collect(Collectors.toCollection(TreeSet::new)))));
        example.keda(Keda.TRIGGER_AUTHENTICATION, Keda.TriggerAuthentication.class).spec().secretTargetRef()
                .forEach(target -> asked.put(target.name(), Set.of(target.key())));

        assertThat(example.secrets()).isEqualTo(asked);
    }

    @ParameterizedTest
    @MethodSource("builds")
    void everyServiceFindsItsPodAndPort(Build build) throws IOException {
        for (Service service : build.all(Service.class)) {
            var pods = build.pods().values().stream().filter(pod -> pod.getMetadata().getLabels().entrySet()
                    .containsAll(service.getSpec().getSelector().entrySet())).toList();
            assertThat(pods).as("pods of %s", service.getMetadata().getName()).hasSize(1);
            assertThat(
                    pods.get(0).getSpec().getContainers().stream().flatMap(container -> container.getPorts().stream())
                            .map(port -> new IntOrString(port.getName())))
                    .containsAll(service.getSpec().getPorts().stream().map(port -> port.getTargetPort()).toList());
        }
    }

    @Test
    void theBrokersSettingsAreThoseOfAllOtherPlaces() throws IOException {
        String settings = Build.of("example").settings("rabbitmq").get("ground-zero.conf");

        assertThat(settings).isEqualTo(Files.readString(ROOT.resolve("infra/rabbitmq/rabbitmq.conf"))
                + "load_definitions = /run/secrets/rabbitmq-definitions.json\n");
    }
}
