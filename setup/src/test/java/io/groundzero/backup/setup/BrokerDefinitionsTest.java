package io.groundzero.backup.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.testbed.TestBroker;

class BrokerDefinitionsTest {

    @TempDir
    private Path folder;

    @Test
    void theBrokerLetsInWhoHasAPasswordThatWasMadeHere() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            // Given
            Desk desk = new Desk(folder);
            desk.setup();

            // When
            broker.ctl("import_definitions", desk.file("rabbitmq-definitions.json").toString());

            // Then
            for (String service : SecretNames.SERVICES) {
                String password = desk.secret("broker-" + service).strip();
                assertThat(broker.ctl("authenticate_user", service, password)).contains("Success");
                assertThatThrownBy(() -> broker.ctl("authenticate_user", service, broker.password(service)))
                        .hasMessageContaining("failed");
            }
        }
    }

    @Test
    void aHashIsRecognised() {
        String documented = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"; // from RabbitMQ's manual

        assertThat(PasswordHash.matches(documented, "test12")).isTrue();
        assertThat(PasswordHash.matches(documented, "test13")).isFalse();
        assertThat(PasswordHash.matches("@dumper-password-hash@", "test12")).isFalse();
        assertThat(PasswordHash.matches("", "")).isFalse();
        assertThat(PasswordHash.of("a")).isNotEqualTo(PasswordHash.of("a"));
    }

    @Test
    void usersAndPasswordsMustBeTheSame() throws Exception {
        BrokerDefinitions definitions = new BrokerDefinitions(Files.readString(Desk.template()));

        assertThatThrownBy(() -> definitions.filled(Map.of("dumper", "x"), ""))
                .hasMessageContaining("without a password");
        assertThatThrownBy(() -> definitions.filled(Map.of("somebody", "x"), ""))
                .hasMessageContaining("@somebody-password-hash@");
    }
}
