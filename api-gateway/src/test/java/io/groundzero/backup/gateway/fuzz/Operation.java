package io.groundzero.backup.gateway.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call of the OpenAPI document.
 *
 * @param method in capitals
 * @param path with names in braces
 * @param query names of its query parameters
 * @param headers names of its header parameters
 * @param fields names of its body's fields; empty if it takes none
 */
record Operation(String method, String path, List<String> query, List<String> headers, List<String> fields) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head");

    static List<Operation> all(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(call -> {
            if (METHODS.contains(call.getKey())) {
                List<JsonNode> parameters = new ArrayList<>();
                path.getValue().path("parameters").forEach(parameters::add);
                call.getValue().path("parameters").forEach(parameters::add);
                operations.add(new Operation(call.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(),
                        names(parameters, "query"), names(parameters, "header"),
                        fields(document, call.getValue().path("requestBody"))));
            }
        }));
        return operations;
    }

    private static List<String> names(List<JsonNode> parameters, String place) {
        return parameters.stream().filter(parameter -> parameter.path("in").asText().equals(place))
                .map(parameter -> parameter.path("name").asText()).toList();
    }

    private static List<String> fields(JsonNode document, JsonNode body) {
        JsonNode schema = body.path("content").path("application/json").path("schema");
        String reference = schema.path("$ref").asText();
        JsonNode type = reference.isEmpty() ? schema : document.at(reference.substring(1));
        List<String> names = new ArrayList<>();
        type.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
