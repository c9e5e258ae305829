package io.groundzero.backup.verifier.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;

import org.junit.jupiter.api.Test;

class SecretsTest {

    private final Secrets secrets = new Secrets();

    @Test
    void secretIsMaskedHoweverItIsWritten() {
        secrets.add("a\"b c/ü");

        assertThat(secrets.mask("1 a\"b c/ü 2 a\\\"b c/ü 3 a%22b+c%2F%C3%BC 4 a%22b%20c%2F%C3%BC 5 "
                + Base64.getEncoder().encodeToString("a\"b c/ü".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .isEqualTo("1 ••• 2 ••• 3 ••• 4 ••• 5 •••" + "=".repeat(1));
    }

    @Test
    void secretInsideOfAnotherLeavesNothingOfIt() {
        secrets.add("horse");
        secrets.add("horse battery");

        assertThat(secrets.mask("horse battery, horse")).isEqualTo("•••, •••");
    }

    @Test
    void linesAndValuesOfAFileAreMasked() {
        secrets.addFile("KEY=0123456789abcdef\n{\"token\": \"fedcba9876543210\", \"n\": 1}\n");

        assertThat(secrets.mask("the key 0123456789abcdef, the token fedcba9876543210, n 1"))
                .isEqualTo("the key •••, the token •••, n 1");
    }

    @Test
    void shortFileIsASecretAsAWhole() {
        secrets.addFile("pin4\n");

        assertThat(secrets.mask("pin4!")).isEqualTo("•••!");
    }
}
