package io.groundzero.backup.verifier.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One request and the answer that is expected. All texts are {@linkplain Template templates}.
 *
 * @param name for people
 * @param address whole, beginning with {@code http://127.0.0.1}
 * @param body a text is sent as it is, anything else as JSON; null for none
 * @param within how long it is repeated until the answer is as expected; zero for once
 * @param save what of the answer later requests use, by the name they use it under
 */
record ProbeRequest(String name, String method, String address, Map<String, String> headers, JsonNode body,
        Expectation expectation, Duration within, Map<String, JsonPointer> save) {

    /**
     * What an answer must be.
     *
     * @param status any 2xx if absent
     * @param contains pieces of text that must be in the body
     * @param equal values in the body, which then is JSON
     */
    record Expectation(OptionalInt status, List<String> contains, Map<JsonPointer, JsonNode> equal) {
    }

    /** Without what the placeholders stand for. */
    String title() {
        return name + " (" + method + " " + address + ")";
    }
}
