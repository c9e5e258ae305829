package io.groundzero.backup.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;

/** Who reaches whom. */
class NetworkTest {

    private static final Map<String, Set<String>> REACHES = Map.of("pipeline", Set.of("DNS", "broker", "5432", "443"),
            "verifier", Set.of("DNS", "broker", "443"), "gateway", Set.of("DNS", "broker", "5432"), "rabbitmq",
            Set.of());

    static List<Build> builds() throws IOException {
        return Build.all();
    }

    @ParameterizedTest
    @MethodSource("builds")
    void withoutAPolicyNobodyReachesAnybody(Build build) throws IOException {
        NetworkPolicy policy = policy(build, "default-deny");

        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEmpty();
        assertThat(policy.getSpec().getPodSelector().getMatchExpressions()).isEmpty();
        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getEgress()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("builds")
    void everyPodReachesWhatItNeedsAndNothingElse(Build build) throws IOException {
        for (String pod : build.pods().keySet()) {
            NetworkPolicy policy = policy(build, pod);

            assertThat(build.pods().get(pod).getMetadata().getLabels().entrySet())
                    .containsAll(policy.getSpec().getPodSelector().getMatchLabels().entrySet());
            assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isNotEmpty();
            assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
            assertThat(policy.getSpec().getEgress().stream().map(NetworkTest::target).collect(Collectors.toSet()))
                    .as("what %s reaches", pod).isEqualTo(REACHES.get(pod));
        }
        assertThat(build.all(NetworkPolicy.class)).hasSize(build.pods().size() + 1);
    }

    @ParameterizedTest
    @MethodSource("builds")
    void onlyThePipelineReachesTheSource(Build build) throws IOException {
        AddressRange source = AddressRange.of(database(build, "pipeline"));

        for (String pod : Set.of("verifier", "gateway")) {
            for (IPBlock block : blocks(build, pod)) {
                assertThat(AddressRange.of(block.getCidr()).overlaps(source) && block.getExcept().stream()
                        .noneMatch(range -> AddressRange.of(range).contains(source))).as("%s reaches the source", pod)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void nobodyReachesAMachineOfTheCompanyByTheBucketsRule(Build build) throws IOException {
        for (String pod : Set.of("pipeline", "verifier")) {
            List<IPBlock> wide = blocks(build, pod).stream().filter(block -> block.getCidr().equals("0.0.0.0/0"))
                    .toList();

            assertThat(wide).hasSize(1);
            assertThat(wide.get(0).getExcept()).contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                    "169.254.0.0/16");
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void nobodyIsCalledButGatewayAndBroker(Build build) throws IOException {
        for (NetworkPolicy policy : build.all(NetworkPolicy.class)) {
            String name = policy.getMetadata().getName();
            if (Set.of("gateway", "rabbitmq").contains(name)) {
                assertThat(policy.getSpec().getIngress()).hasSize(1).allSatisfy(rule -> {
                    assertThat(rule.getFrom()).isNotEmpty().allMatch(NetworkTest::namesSomebody);
                    assertThat(rule.getPorts()).hasSize(1);
                });
            } else {
                assertThat(policy.getSpec().getIngress()).as(name).isEmpty();
            }
        }
    }

    @Test
    void rangesOverlapWhereTheyDo() {
        assertThat(AddressRange.of("10.0.0.0/8").contains(AddressRange.of("10.20.30.40/32"))).isTrue();
        assertThat(AddressRange.of("0.0.0.0/0").overlaps(AddressRange.of("192.0.2.10/32"))).isTrue();
        assertThat(AddressRange.of("10.0.0.0/8").overlaps(AddressRange.of("11.0.0.0/32"))).isFalse();
        assertThat(AddressRange.of("10.0.0.0/24").contains(AddressRange.of("10.0.0.0/8"))).isFalse();
        assertThatThrownBy(() -> AddressRange.of("10.0.0.1/8")).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean namesSomebody(NetworkPolicyPeer peer) {
        boolean pods = peer.getPodSelector() != null && (!peer.getPodSelector().getMatchLabels().isEmpty()
                || !peer.getPodSelector().getMatchExpressions().isEmpty());
        boolean spaces = peer.getNamespaceSelector() != null && !peer.getNamespaceSelector().getMatchLabels().isEmpty();
        return pods || spaces;
    }

    /** What a rule allows, in one word; a rule that allows more than one of these has none. */
    private static String target(NetworkPolicyEgressRule rule) {
        assertThat(rule.getTo()).hasSize(1);
        Set<String> ports = new TreeSet<>();
        rule.getPorts().forEach(port -> ports.add(port.getProtocol() + port.getPort().getIntVal()));
        NetworkPolicyPeer peer = rule.getTo().get(0);
        if (peer.getIpBlock() != null) {
            assertThat(ports).hasSize(1);
            return ports.iterator().next().replace("TCP", "");
        }
        Map<String, String> labels = peer.getPodSelector().getMatchLabels();
        if (labels.equals(Map.of("k8s-app", "kube-dns")) && ports.equals(Set.of("TCP53", "UDP53"))) {
            return "DNS";
        }
        if (labels.equals(Map.of("app.kubernetes.io/component", "rabbitmq")) && ports.equals(Set.of("TCP5672"))) {
            return "broker";
        }
        throw new AssertionError("what is " + rule + "?");
    }

    private static String database(Build build, String pod) throws IOException {
        return policy(build, pod).getSpec().getEgress().stream().filter(rule -> target(rule).equals("5432")).findAny()
                .orElseThrow().getTo().get(0).getIpBlock().getCidr();
    }

    private static List<IPBlock> blocks(Build build, String pod) throws IOException {
        return policy(build, pod).getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream())
                .map(NetworkPolicyPeer::getIpBlock).filter(block -> block != null).toList();
    }

    private static NetworkPolicy policy(Build build, String name) throws IOException {
        return build.all(NetworkPolicy.class).stream().filter(one -> one.getMetadata().getName().equals(name)).findAny()
                .orElseThrow(() -> new AssertionError("no policy for " + name));
    }
}
