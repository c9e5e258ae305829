package io.groundzero.backup.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;

/** No pod and no container may or sees more than its work needs. */
class LeastPrivilegeTest {

    private static final Map<String, Long> USERS = Map.of("pipeline", 10001L, "verifier", 10002L, "gateway", 10003L,
            "rabbitmq", 999L);

    /** All that each container gets to see of secrets. */
    private static final Map<String, Set<String>> SECRETS = Map.of("dumper", Set.of("broker-dumper", "dump-role"),
            "encryptor", Set.of("broker-encryptor", "recovery-public.asc", "verifier-decryption-public.asc"), "shipper",
            Set.of("broker-shipper", "shipper-signing.asc", "bucket-shipper-access-key", "bucket-shipper-secret-key"),
            "verifier",
            Set.of("broker-verifier", "verifier-decryption.asc", "verifier-signing.asc", "shipper-public.asc",
                    "bucket-verifier-access-key", "bucket-verifier-secret-key"),
            "throwaway", Set.of(), "gateway", Set.of("broker-gateway", "gateway-database", "verifier-public.asc"),
            "rabbitmq",
            Set.of("rabbitmq-definitions.json"));

    /** And of volumes that others see as well, or that last. */
    private static final Map<String, Set<String>> VOLUMES = Map.of("dumper", Set.of("backups"), "encryptor",
            Set.of("backups"), "shipper", Set.of("backups"), "verifier", Set.of("scratch-own", "scratch"), "throwaway",
            Set.of("scratch", "shared-memory"), "gateway", Set.of(), "rabbitmq", Set.of("data", "settings"));

    record Pod(Build build, String name, PodTemplateSpec template) {

        PodSpec spec() {
            return template.getSpec();
        }

        @Override
        public String toString() {
            return build + " " + name;
        }
    }

    record Place(Pod pod, Container container) {

        @Override
        public String toString() {
            return pod + " " + container.getName();
        }
    }

    static List<Pod> pods() throws IOException {
        List<Pod> pods = new ArrayList<>();
        for (Build build : Build.all()) {
            build.pods().forEach((name, template) -> pods.add(new Pod(build, name, template)));
        }
        return pods;
    }

    static Stream<Place> containers() throws IOException {
        return pods().stream()
                .flatMap(pod -> pod.spec().getContainers().stream().map(container -> new Place(pod, container)));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodIsRestricted(Pod pod) throws IOException {
        PodSpec spec = pod.spec();

        assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(List.of(spec.getSecurityContext().getRunAsUser(), spec.getSecurityContext().getRunAsGroup(),
                spec.getSecurityContext().getFsGroup())).containsOnly(USERS.get(pod.name()));
        assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(spec.getSecurityContext().getSysctls()).isEmpty();
        assertThat(
                Stream.of(spec.getHostNetwork(), spec.getHostPID(), spec.getHostIPC(), spec.getShareProcessNamespace(),
                        spec.getHostUsers()))
                .containsOnlyNulls();
        assertThat(spec.getInitContainers()).isEmpty();
        assertThat(spec.getEphemeralContainers()).isEmpty();
        assertThat(spec.getVolumes()).allMatch(
                volume -> volume.getEmptyDir() != null || volume.getSecret() != null || volume.getConfigMap() != null);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodHasNoTokenOfKubernetes(Pod pod) throws IOException {
        ServiceAccount account = pod.build().all(ServiceAccount.class).stream()
                .filter(one -> one.getMetadata().getName().equals(pod.spec().getServiceAccountName())).findAny()
                .orElseThrow();

        assertThat(account.getMetadata().getName()).isEqualTo(pod.name());
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.spec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.spec().getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerIsRestricted(Place place) {
        var context = place.container().getSecurityContext();

        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).isEmpty();
        // nothing that would undo what the pod says
        assertThat(Stream.of(context.getPrivileged(), context.getRunAsUser(), context.getRunAsGroup(),
                context.getRunAsNonRoot(), context.getProcMount())).containsOnlyNulls();
        SeccompProfile profile = context.getSeccompProfile();
        if (profile != null) {
            assertThat(profile.getType()).isEqualTo("Localhost");
            assertThat(place.container().getName()).isEqualTo("throwaway");
        }
        assertThat(place.container().getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(place.container().getResources().getLimits()).containsKey("memory");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerSeesItsOwnSecretsOnly(Place place) {
        TreeSet<String> seen = new TreeSet<>();
        for (VolumeMount mount : place.container().getVolumeMounts()) {
            Volume volume = volume(place, mount);
            if (volume.getSecret() != null) {
                assertThat(mount.getMountPath()).isEqualTo("/run/secrets");
                assertThat(mount.getReadOnly()).isTrue();
                assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
                assertThat(volume.getSecret().getItems()).allMatch(item -> item.getKey().equals(item.getPath()));
                volume.getSecret().getItems().stream().map(KeyToPath::getKey).forEach(seen::add);
            }
        }

        assertThat(seen).isEqualTo(SECRETS.get(place.container().getName()));
        // a variable can be read by whoever may look at the pod
        assertThat(place.container().getEnvFrom()).allMatch(source -> source.getSecretRef() == null);
        assertThat(place.container().getEnv()).allMatch(variable -> variable.getValueFrom() == null);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerSharesNothingElse(Place place) {
        Set<String> expected = VOLUMES.get(place.container().getName());
        TreeSet<String> shared = new TreeSet<>();
        for (VolumeMount mount : place.container().getVolumeMounts()) {
            boolean own = mount.getName().equals("tmp-" + place.container().getName())
                    || mount.getName().equals("secrets-" + place.container().getName());
            if (!own) {
                shared.add(mount.getName());
            }
        }

        assertThat(shared).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void everyVolumeIsOfAKnownSizeAndUsed(Pod pod) {
        TreeSet<String> mounted = new TreeSet<>();
        pod.spec().getContainers().forEach(container -> container.getVolumeMounts().stream().map(VolumeMount::getName)
                .forEach(mounted::add));

        assertThat(mounted).containsAll(pod.spec().getVolumes().stream().map(Volume::getName).toList());
        assertThat(pod.spec().getVolumes()).filteredOn(volume -> volume.getEmptyDir() != null)
                .allMatch(volume -> volume.getEmptyDir().getSizeLimit() != null);
    }

    private static Volume volume(Place place, VolumeMount mount) {
        return place.pod().spec().getVolumes().stream().filter(volume -> volume.getName().equals(mount.getName()))
                .findAny().orElseGet(() -> claimed(place, mount));
    }

    /** Of the volumes that a StatefulSet claims nothing is a secret. */
    private static Volume claimed(Place place, VolumeMount mount) {
        assertThat(Set.of("data", "backups")).as("%s has no volume %s", place, mount.getName())
                .contains(mount.getName());
        return new Volume();
    }
}
