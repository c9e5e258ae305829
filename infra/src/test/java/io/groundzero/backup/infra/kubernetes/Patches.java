package io.groundzero.backup.infra.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON patches (RFC 6902: test, add, replace, remove) and pieces that are laid over an object. */
final class Patches {

    private record Place(JsonNode parent, String last) {

        boolean there() {
            return parent instanceof ArrayNode list ? Integer.parseInt(last) < list.size() : parent.has(last);
        }

        JsonNode value() {
            return parent instanceof ArrayNode list ? list.get(Integer.parseInt(last)) : parent.get(last);
        }

        void set(JsonNode value) {
            if (parent instanceof ArrayNode list) {
                list.set(Integer.parseInt(last), value);
            } else {
                ((ObjectNode) parent).set(last, value);
            }
        }

        void remove() {
            if (parent instanceof ArrayNode list) {
                list.remove(Integer.parseInt(last));
            } else {
                ((ObjectNode) parent).remove(last);
            }
        }
    }

    private Patches() {
    }

    /** @throws IllegalArgumentException if an operation does not fit */
    static void apply(JsonNode operations, JsonNode object) {
        for (JsonNode operation : operations) {
            Place place = place(object, operation.path("path").asText());
            String name = operation.path("op").asText();
            if (place.there() == name.equals("add")) {
                throw new IllegalArgumentException("does not fit: " + operation);
            }
            switch (name) {
                case "test" -> {
                    if (!place.value().equals(operation.get("value"))) {
                        throw new IllegalArgumentException("is " + place.value() + ": " + operation);
                    }
                }
                case "add", "replace" -> place.set(operation.get("value"));
                case "remove" -> place.remove();
                default -> throw new IllegalArgumentException("no such operation: " + operation);
            }
        }
    }

    /** Replaces and adds what the piece names; lists as a whole. */
    static void lay(ObjectNode piece, ObjectNode object) {
        piece.fields().forEachRemaining(field -> {
            JsonNode there = object.get(field.getKey());
            if (there instanceof ObjectNode below && field.getValue() instanceof ObjectNode over) {
                lay(over, below);
            } else {
                object.set(field.getKey(), field.getValue());
            }
        });
    }

    private static Place place(JsonNode object, String path) {
        int last = path.lastIndexOf('/');
        JsonNode parent = object.at(path.substring(0, last));
        if (parent.isMissingNode()) {
            throw new IllegalArgumentException("nothing at " + path);
        }
        return new Place(parent, path.substring(last + 1).replace("~1", "/").replace("~0", "~"));
    }
}
