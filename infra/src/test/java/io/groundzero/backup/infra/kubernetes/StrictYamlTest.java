package io.groundzero.backup.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader that all other tests here rely on does refuse what Kubernetes would refuse. */
class StrictYamlTest {

    private static final String GOOD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: x}
            spec:
              replicas: 1
              selector: {matchLabels: {a: b}}
              template:
                metadata: {labels: {a: b}}
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - name: x
                      image: y
                      readinessProbe: {httpGet: {path: /, port: 8080}}
                      resources: {limits: {memory: 1Gi, cpu: 2}}
                      securityContext: {readOnlyRootFilesystem: true}
            """;

    @Test
    void whatIsRightIsRead() throws IOException {
        assertThat(Objects.typed(StrictYaml.parse(GOOD)).getMetadata().getName()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"automountServiceAccountToken>automountServiceAccountTokens", "replicas>replica",
            "readOnlyRootFilesystem>readOnlyRootFileSystem", "httpGet>http", "limits>limit",
            "metadata: {name>meta: {name",
            "replicas: 1>replicas: one", "replicas: 1>replicas: \"1\"", "replicas: 1>replicas: 1.5",
            "automountServiceAccountToken: false>automountServiceAccountToken: \"false\"", "image: y>image: 7",
            "image: y>image: true", "{a: b}>{a: 1}", "{a: b}>{a: true}", "image: y>image: [y]", "- name: x>name: x",
            "replicas: 1>replicas: 1\n  replicas: 1", "apiVersion: apps/v1>apiVersion: apps/v1beta1",
            "kind: Deployment>kind: Deploiment", "image: y>image: *y",
            "kind: Deployment>kind: Deployment\n---\nkind: x"})
    void whatIsWrongIsRefused(String change) {
        String[] words = change.split(">", 2);
        assertThat(GOOD).contains(words[0]);

        assertThatThrownBy(() -> Objects.typed(StrictYaml.parse(GOOD.replace(words[0], words[1])))).as(change)
                .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }
}
