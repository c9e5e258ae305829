package io.groundzero.backup.verifier.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class TemplateTest {

    private static final Template.Values VALUES = placeholder -> placeholder.equals("Q") ? "a \"b\" $1\\" : "é/?&#x";

    @Test
    void textsAreFilledIn() throws Exception {
        assertThat(Template.fill("<${Q}|$${Q}|$Q|${X}>", VALUES)).isEqualTo("<a \"b\" $1\\|${Q}|$Q|é/?&#x>");
    }

    @Test
    void valueCannotChangeWhereAnAddressLeads() throws Exception {
        assertThat(Template.fillAddress("http://127.0.0.1/${X}?q=${Q}", VALUES))
                .isEqualTo("http://127.0.0.1/%C3%A9/%3F%26%23x?q=a%20%22b%22%20%241%5C");
    }

    @Test
    void jsonStaysJson() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(Template.fill(json.readTree("{\"k${Q}\": [\"${Q}\", 1, null, true]}"), VALUES))
                .isEqualTo(json.readTree("{\"k${Q}\": [\"a \\\"b\\\" $1\\\\\", 1, null, true]}"));
    }

    @Test
    void placeholdersAreFoundWhereTheyAreFilledIn() throws Exception {
        assertThat(Template.placeholders("${A}$${B}${file:secrets/c}")).containsExactly("A", "file:secrets/c");
        assertThat(Template.placeholders(new ObjectMapper().readTree("{\"x\": [\"${A}\", {\"y\": \"${B}\"}]}")))
                .containsExactly("A", "B");
    }
}
