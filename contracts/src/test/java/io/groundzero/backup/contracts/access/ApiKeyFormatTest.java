package io.groundzero.backup.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyFormatTest {

    @Test
    void noTwoAreAlikeAndEachIsOne() {
        String key = ApiKeyFormat.random();

        assertThat(ApiKeyFormat.matches(key)).as(key).isTrue();
        assertThat(ApiKeyFormat.random()).isNotEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gz_", "secret", "gz_012345678901234567890123456789012345678901",
            "gz_01234567890123456789012345678901234567890123", "gz_0123456789012345678901234567890123456789012\n",
            "gz_01234567890123456789012345678901234567890+2", "xx_0123456789012345678901234567890123456789012"})
    void whatIsNoneIsRefused(String text) {
        assertThat(ApiKeyFormat.matches(text)).isFalse();
        assertThat(ApiKeyFormat.matches("gz_0123456789012345678901234567890123456789012")).isTrue();
    }
}
