package io.groundzero.backup.verifier.probe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads a file with requests. It is strict: a misspelt expectation would expect nothing, and a probe that expects
 * nothing always passes.
 */
final class RequestsFile {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern LOOPBACK = Pattern.compile("http://127\\.0\\.0\\.1(:[0-9]{1,5})?([/?].*)?");
    private static final String FILE = "file:";

    private final String base;
    private final Set<String> saved = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private RequestsFile(URI ready) {
        this.base = "http://" + ready.getRawAuthority();
    }

    /**
     * @param ready whose server the paths are meant for
     * @throws IllegalArgumentException what is wrong, in plain words
     */
    static List<ProbeRequest> read(Path file, URI ready) {
        JsonNode whole;
        try {
            whole = JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read as JSON: " + e, e);
        }
        require(whole.isArray() && !whole.isEmpty(), file + " must be a list of requests");
        RequestsFile reading = new RequestsFile(ready);
        List<ProbeRequest> requests = new ArrayList<>();
        for (JsonNode request : whole) {
            try {
                requests.add(reading.request(request));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        file + ", request " + (requests.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return requests;
    }

    /** Whether it is an address that a probe may ask. */
    static boolean loopback(String address) {
        try {
            return LOOPBACK.matcher(address).matches() && URI.create(address).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ProbeRequest request(JsonNode json) {
        fields(json, "name", "method", "path", "url", "headers", "body", "expect", "save", "within");
        String name = text(json, "name");
        require(!name.isBlank() && name.length() <= 100 && name.chars().noneMatch(Character::isISOControl),
                "name must be 1 to 100 characters");
        require(names.add(name), "there is another request called " + name);
        String method = json.has("method") ? text(json, "method") : "GET";
        require(METHODS.contains(method), "method must be one of " + METHODS + ": " + method);
        String address = address(json);
        Map<String, String> headers = texts(json, "headers");
        headers.forEach(RequestsFile::header);
        JsonNode body = json.get("body");
        require(body == null || !method.equals("HEAD"), "HEAD has no body");
        ProbeRequest.Expectation expectation = expectation(json.path("expect"));
        List<String> placeholders = new ArrayList<>(Template.placeholders(address));
        headers.values().forEach(header -> placeholders.addAll(Template.placeholders(header)));
        if (body != null) {
            placeholders.addAll(Template.placeholders(body));
        }
        expectation.contains().forEach(piece -> placeholders.addAll(Template.placeholders(piece)));
        expectation.equal().values().forEach(value -> placeholders.addAll(Template.placeholders(value)));
        placeholders.forEach(this::known);
        Map<String, JsonPointer> save = new LinkedHashMap<>();
        texts(json, "save").forEach((key, pointer) -> {
            require(NAME.matcher(key).matches(), "save: a name consists of letters, digits and underscores: " + key);
            save.put(key, pointer(pointer));
        });
        saved.addAll(save.keySet());
        return new ProbeRequest(name, method, address, headers, body, expectation, within(json), save);
    }

    private String address(JsonNode json) {
        require(json.has("path") != json.has("url"), "it needs either path or url");
        String address = json.has("path") ? base + text(json, "path") : text(json, "url");
        require(!json.has("path") || text(json, "path").startsWith("/"), "path must begin with a slash");
        require(loopback(Template.placeholders(address).stream().reduce(address,
                (rest, placeholder) -> rest.replace("${" + placeholder + "}", "x"))),
                "only addresses that begin with http://127.0.0.1 can be asked, and they must be percent-encoded: "
                        + address);
        return address;
    }

    private static ProbeRequest.Expectation expectation(JsonNode json) {
        if (json.isMissingNode()) {
            return new ProbeRequest.Expectation(OptionalInt.empty(), List.of(), Map.of());
        }
        fields(json, "status", "contains", "equals");
        JsonNode status = json.path("status");
        require(status.isMissingNode() || status.isInt() && status.intValue() >= 200 && status.intValue() <= 599,
                "expect: status must be a number from 200 to 599");
        List<String> contains = new ArrayList<>();
        JsonNode pieces = json.path("contains");
        require(pieces.isMissingNode() || pieces.isArray(), "expect: contains must be a list of texts");
        pieces.forEach(piece -> {
            require(piece.isTextual() && !piece.textValue().isEmpty(), "expect: contains must be a list of texts");
            contains.add(piece.textValue());
        });
        Map<JsonPointer, JsonNode> equal = new LinkedHashMap<>();
        JsonNode values = json.path("equals");
        require(values.isMissingNode() || values.isObject(), "expect: equals must be an object");
        values.properties().forEach(value -> equal.put(pointer(value.getKey()), value.getValue()));
        return new ProbeRequest.Expectation(
                status.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(status.intValue()), contains, equal);
    }

    private void known(String placeholder) {
        if (placeholder.startsWith(FILE)) {
            Path path = Path.of(placeholder.substring(FILE.length()));
            require(!path.isAbsolute() && !path.toString().isEmpty() && path.equals(path.normalize())
                    && !path.startsWith(".."),
                    "${" + placeholder + "} must be the path of a file inside of the configuration bundle");
        } else {
            require(saved.contains(placeholder), "${" + placeholder + "} is saved by no request before it; $${ stands "
                    + "for ${ itself");
        }
    }

    private static Duration within(JsonNode json) {
        if (!json.has("within")) {
            return Duration.ZERO;
        }
        try {
            Duration within = Duration.parse(text(json, "within"));
            require(!within.isNegative(), "within must not be negative");
            return within;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("within must be a duration such as PT30S", e);
        }
    }

    private static void header(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, "x");
        } catch (IllegalArgumentException e) {
            // some are for the client alone to set
            throw new IllegalArgumentException("headers: " + name + " cannot be set", e);
        }
        require(Request.headerValue(value), "headers: the value of " + name + " has characters that cannot be sent");
    }

    private static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no JSON pointer, such as /data/0/id: " + text, e);
        }
    }

    private static Map<String, String> texts(JsonNode json, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode object = json.path(field);
        require(object.isMissingNode() || object.isObject(), field + " must be an object");
        object.properties().forEach(entry -> {
            require(entry.getValue().isTextual(), field + ": " + entry.getKey() + " must be a text");
            texts.put(entry.getKey(), entry.getValue().textValue());
        });
        return texts;
    }

    private static String text(JsonNode json, String field) {
        require(json.path(field).isTextual(), field + " must be a text");
        return json.path(field).textValue();
    }

    private static void fields(JsonNode json, String... allowed) {
        require(json.isObject(), "it must be an object with " + List.of(allowed));
        Set<String> strangers = new HashSet<>();
        json.fieldNames().forEachRemaining(strangers::add);
        Set.of(allowed).forEach(strangers::remove);
        require(strangers.isEmpty(), "there is no " + strangers + " among " + List.of(allowed));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
