package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.groundzero.backup.contracts.error.BackupException;

/**
 * Texts with placeholders, <code>${NAME}</code> or <code>${file:path}</code>; <code>$${</code> stands for
 * <code>${</code> itself. Pure logic.
 */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}");
    private static final String UNRESERVED = "-._~/";

    private Template() {
    }

    /** Knows what placeholders stand for. */
    @FunctionalInterface
    interface Values {
        /** @param placeholder without the braces */
        String of(String placeholder) throws BackupException;
    }

    /** The placeholders of a text, without the braces. */
    static List<String> placeholders(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }

    /** The same for all texts in a JSON value. */
    static List<String> placeholders(JsonNode json) {
        List<String> found = new ArrayList<>();
        if (json.isTextual()) {
            found.addAll(placeholders(json.textValue()));
        }
        json.forEach(child -> found.addAll(placeholders(child)));
        return found;
    }

    static String fill(String text, Values values) throws BackupException {
        StringBuilder filled = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(1) == null ? "${" : values.of(matcher.group(1));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    /** Values are percent-encoded, except for slashes: they can lead nowhere else than on the same server. */
    static String fillAddress(String text, Values values) throws BackupException {
        return fill(text, placeholder -> encoded(values.of(placeholder)));
    }

    /** Texts inside stay texts, whatever is put into them. */
    static JsonNode fill(JsonNode json, Values values) throws BackupException {
        if (json.isTextual()) {
            return TextNode.valueOf(fill(json.textValue(), values));
        }
        if (json.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            for (JsonNode child : json) {
                filled.add(fill(child, values));
            }
            return filled;
        }
        if (json.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            for (var field : json.properties()) {
                filled.set(field.getKey(), fill(field.getValue(), values));
            }
            return filled;
        }
        return json;
    }

    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(UTF_8)) {
            char character = (char) (octet & 0xff);
            if (character < 0x80 && Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append(String.format("%%%02X", (int) character));
            }
        }
        return encoded.toString();
    }
}
