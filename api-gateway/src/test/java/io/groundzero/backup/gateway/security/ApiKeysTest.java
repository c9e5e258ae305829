package io.groundzero.backup.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {

    private static final String OPERATOR = "an operator's key, long enough";
    private static final String VIEWER = "a viewer's key, long enough too";

    @TempDir
    private Path folder;

    @Test
    void aKeyIsTheFirstLineOfItsFile() throws Exception {
        ApiKeys keys = load(OPERATOR + "\nsecond line\n", VIEWER + "\n");

        assertThat(keys.role(OPERATOR)).contains(Roles.OPERATOR);
        assertThat(keys.role(VIEWER)).contains(Roles.VIEWER);
        assertThat(keys.role("")).isEmpty();
        assertThat(keys.role(OPERATOR + " ")).isEmpty();
    }

    @Test
    void whoMayStartMayAlsoLook() throws Exception {
        ApiKeys keys = load(OPERATOR, VIEWER);

        assertThat(keys.identity(Roles.OPERATOR).getRoles()).containsExactlyInAnyOrder(Roles.OPERATOR, Roles.VIEWER);
        assertThat(keys.identity(Roles.VIEWER).getRoles()).containsExactly(Roles.VIEWER);
    }

    @Test
    void aSecretChangesWithTheKeysAndThePurpose() throws Exception {
        byte[] secret = load(OPERATOR, VIEWER).secret("one");

        assertThat(secret).hasSize(32).isEqualTo(load(OPERATOR, VIEWER).secret("one"))
                .isNotEqualTo(load(OPERATOR, VIEWER).secret("two"))
                .isNotEqualTo(load(OPERATOR + "x", VIEWER).secret("one"))
                .isNotEqualTo(load(OPERATOR, VIEWER + "x").secret("one"));
    }

    @Test
    void keysThatAreShortEqualOrMissingAreRefusedInPlainWords() {
        assertThatThrownBy(() -> load("tooshort", VIEWER)).hasMessageContaining("GZ_API_OPERATOR_KEY_FILE")
                .hasMessageContaining("24").hasMessageNotContaining("tooshort");
        assertThatThrownBy(() -> load(OPERATOR, "")).hasMessageContaining("GZ_API_VIEWER_KEY_FILE");
        assertThatThrownBy(() -> load(OPERATOR, OPERATOR)).hasMessageContaining("same API key");
        assertThatThrownBy(() -> ApiKeys.load(config(folder.resolve("none"), folder.resolve("none"))))
                .hasMessageContaining("cannot read");
    }

    private ApiKeys load(String operator, String viewer) throws IOException {
        return ApiKeys.load(config(Files.writeString(folder.resolve("operator.key"), operator),
                Files.writeString(folder.resolve("viewer.key"), viewer)));
    }

    private static ApiKeyConfig config(Path operator, Path viewer) {
        return new ApiKeyConfig() {
            @Override
            public Path operatorKeyFile() {
                return operator;
            }

            @Override
            public Path viewerKeyFile() {
                return viewer;
            }
        };
    }
}
