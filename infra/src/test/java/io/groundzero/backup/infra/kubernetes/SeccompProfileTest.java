package io.groundzero.backup.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Container;

/** The profile of the container throwaway lets it open Unix sockets and no others, whichever way it asks. */
class SeccompProfileTest {

    private static final long UNIX = 1;

    /** What the OCI runtime specification calls linux.seccomp, as far as it is used. */
    record Profile(String defaultAction, Integer defaultErrnoRet, List<String> architectures, List<Rule> syscalls) {
    }

    record Rule(List<String> names, String action, Integer errnoRet, List<Argument> args) {
    }

    record Argument(int index, long value, String op) {
    }

    private Profile profile;

    @BeforeEach
    void read() throws IOException {
        profile = StrictYaml.as(Profile.class, StrictYaml.read(Build.FOLDER.resolve("seccomp/no-network.json")));
    }

    @Test
    void whatIsNotListedIsRefused() {
        assertThat(profile.defaultAction()).isEqualTo("SCMP_ACT_ERRNO");
    }

    @Test
    void onlyUnixSocketsAreOpened() {
        List<Rule> rules = profile.syscalls().stream().filter(rule -> rule.names().contains("socket")).toList();

        assertThat(rules).containsExactly(new Rule(List.of("socket", "socketpair"), "SCMP_ACT_ALLOW", null,
                List.of(new Argument(0, UNIX, "SCMP_CMP_EQ"))));
    }

    @Test
    void thereIsNoWayRoundIt() {
        Set<String> allowed = profile.syscalls().stream().filter(rule -> rule.action().equals("SCMP_ACT_ALLOW"))
                .flatMap(rule -> rule.names().stream()).collect(Collectors.toSet());

        assertThat(allowed).contains("openat", "connect", "execve").doesNotContain("socketcall", "io_uring_setup",
                "io_uring_enter", "io_uring_register", "ptrace", "process_vm_writev", "pidfd_getfd", "unshare", "setns",
                "mount", "bpf");
        // 32-bit programs have other numbers for the same calls
        assertThat(profile.architectures()).containsExactly("SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64");
    }

    @Test
    void theComponentNamesIt() throws IOException {
        List<Container> containers = Build.of("base", "no-network").pods().get("verifier").getSpec().getContainers();

        assertThat(containers).filteredOn(container -> container.getName().equals("throwaway"))
                .extracting(container -> container.getSecurityContext().getSeccompProfile().getLocalhostProfile())
                .containsExactly("ground-zero/no-network.json");
    }
}
