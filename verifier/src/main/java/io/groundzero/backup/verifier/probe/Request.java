package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * One request as it goes to the server, with all secrets in it.
 *
 * @param headers without those that every request has
 */
record Request(String method, String address, Map<String, String> headers, Optional<byte[]> body) {

    private static final Pattern HEADER_VALUE = Pattern.compile("[^\\x00-\\x1f\\x7f]*");

    static Request get(String address) {
        return new Request("GET", address, Map.of(), Optional.empty());
    }

    /**
     * @throws BackupException PROBE_UNAVAILABLE if what is filled in cannot be sent
     */
    static Request fill(ProbeRequest template, Session session) throws BackupException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (template.body() != null) {
            headers.put("content-type",
                    template.body().isTextual() ? "text/plain; charset=utf-8" : "application/json");
        }
        for (Map.Entry<String, String> header : template.headers().entrySet()) {
            String value = Template.fill(header.getValue(), session);
            if (!headerValue(value)) {
                throw new BackupException(ErrorCode.PROBE_UNAVAILABLE, "request " + template.title()
                        + ": the value of the header " + header.getKey() + " has characters that cannot be sent");
            }
            headers.keySet().removeIf(header.getKey()::equalsIgnoreCase);
            headers.put(header.getKey(), value);
        }
        if (!session.cookies().isEmpty() && headers.keySet().stream().noneMatch("cookie"::equalsIgnoreCase)) {
            headers.put("cookie", session.cookies());
        }
        return new Request(template.method(), Template.fillAddress(template.address(), session), headers,
                body(template.body(), session));
    }

    static boolean headerValue(String value) {
        return HEADER_VALUE.matcher(value).matches();
    }

    private static Optional<byte[]> body(JsonNode template, Session session) throws BackupException {
        if (template == null) {
            return Optional.empty();
        }
        JsonNode filled = Template.fill(template, session);
        return Optional.of((filled.isTextual() ? filled.textValue() : filled.toString()).getBytes(UTF_8));
    }
}
