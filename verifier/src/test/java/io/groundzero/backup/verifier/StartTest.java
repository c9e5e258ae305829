package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.groundzero.backup.verifier.fixture.TestStore;

/** A verifier that could not do its work, or not safely, refuses to start and says why. */
class StartTest {

    private static TestStore store;

    @BeforeAll
    static void startStore() {
        store = new TestStore();
    }

    @AfterAll
    static void stopStore() throws Exception {
        store.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "gz.verifier.throwaway-user   | postgres    | must be neither root nor postgres",
            "gz.verifier.throwaway-user   | root        | must be neither root nor postgres",
            "gz.verifier.throwaway-user   | nobody-here | infra/throwaway-user creates it",
            "gz.verifier.isolation        | none        | must be neither root nor postgres",
            "gz.verifier.jobs             | 0           | gz.verifier.jobs must be between 1 and 64",
            "gz.verifier.proof-lifetime   | PT0S        | gz.verifier.proof-lifetime must be above 0",
            "gz.verifier.decryption-keys  | /not/there  | gz.verifier.decryption-keys: ",
            "gz.verifier.signing-key      | /not/there  | gz.verifier.signing-key: ",
            "gz.verifier.manifest-signers | /not/there  | gz.verifier.manifest-signers: "})
    void unusableSettingIsRefused(String setting, String value, String words) {
        assertThatThrownBy(() -> new TestVerifier(store, Map.of(setting, value)).close())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining(words);
    }
}
