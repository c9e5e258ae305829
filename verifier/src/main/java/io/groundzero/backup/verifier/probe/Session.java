package io.groundzero.backup.verifier.probe;

import java.io.IOException;
import java.net.HttpCookie;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** What one request of a probe leaves for the next: saved values and cookies. Knows what must not be told. */
final class Session implements Template.Values {

    private static final String FILE = "file:";

    private final Bundle bundle;
    private final Secrets secrets = new Secrets();
    private final Map<String, String> saved = new HashMap<>();
    private final Map<String, String> cookies = new TreeMap<>();

    Session(Bundle bundle) throws IOException {
        this.bundle = bundle;
        bundle.hide(secrets);
    }

    @Override
    public String of(String placeholder) throws BackupException {
        if (!placeholder.startsWith(FILE)) {
            return saved.get(placeholder);
        }
        try {
            String value = bundle.value(placeholder.substring(FILE.length()));
            secrets.add(value);
            return value;
        } catch (IOException e) {
            throw new BackupException(ErrorCode.PROBE_UNAVAILABLE,
                    "${" + placeholder + "} cannot be read: " + e.getMessage(), e);
        }
    }

    /** A text that may be shown. */
    String shown(String text) {
        return secrets.mask(text);
    }

    /** What the Cookie header should be; empty for none. */
    String cookies() {
        return cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** There is only one server, so all its cookies are sent with every request. */
    void receive(Answer answer) {
        for (String line : answer.headers("set-cookie")) {
            try {
                for (HttpCookie cookie : HttpCookie.parse("Set-Cookie: " + line)) {
                    receive(cookie);
                }
            } catch (IllegalArgumentException e) {
                // what no browser would understand either
                secrets.addPart(line);
            }
        }
    }

    /**
     * @return whether the answer has such a value
     */
    boolean save(String name, JsonPointer pointer, JsonNode body) {
        JsonNode value = body.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        saved.put(name, text);
        // may well be a token
        secrets.addPart(text);
        return true;
    }

    private void receive(HttpCookie cookie) {
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
            secrets.addPart(cookie.getValue());
        }
    }
}
