package io.groundzero.backup.gateway.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.problem.Problem;
import io.groundzero.backup.gateway.security.Roles;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Adds to the OpenAPI document what is the same everywhere: the catalogue of errors, and to each call the problems that
 * it can answer with. Those of its own stand in META-INF/openapi.yaml, under {@code x-errors}.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final String ERRORS = "x-errors";
    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema("ErrorCode", codes()).addSchema("ProblemDetails", problem());
        // the framework knows tokens of one kind only, which ours are not
        document.getComponents().getSecuritySchemes().values().forEach(scheme -> scheme.setBearerFormat(null));
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations().values()
                .forEach(operation -> complete(path, operation)));
    }

    private static void complete(String path, Operation operation) {
        Map<String, Object> extensions = operation.getExtensions() == null ? Map.of() : operation.getExtensions();
        Map<Integer, Set<ErrorCode>> errors = new TreeMap<>();
        for (Object name : (List<?>) extensions.getOrDefault(ERRORS, List.of())) {
            ErrorCode code = ErrorCode.valueOf(name.toString());
            add(errors, Problem.status(code), code);
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> keepOwnType(parameter.getSchema()));
        }
        String role = role(operation);
        // a wrong key is refused even where none is needed
        add(errors, 401, ErrorCode.UNAUTHORIZED);
        if (Roles.OPERATOR.equals(role)) {
            add(errors, 403, ErrorCode.FORBIDDEN);
        }
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().removeMediaType("*/*");
            add(errors, 413, ErrorCode.REQUEST_INVALID);
            add(errors, 415, ErrorCode.REQUEST_INVALID);
        }
        // a value that no database takes, such as a zero character
        add(errors, 400, ErrorCode.REQUEST_INVALID);
        add(errors, 406, ErrorCode.REQUEST_INVALID);
        // whoever guesses keys is slowed down
        add(errors, 429, ErrorCode.UNAUTHORIZED);
        add(errors, 500, ErrorCode.INTERNAL);
        add(errors, 503, ErrorCode.STATUS_UNAVAILABLE);
        operation.getResponses().removeAPIResponse("403");
        errors.forEach((status, codes) -> operation.getResponses().addAPIResponse(status.toString(),
                answer(status, codes, path)));
        operation.removeExtension(ERRORS);
    }

    /** Resources take most parameters as text, to tell themselves what is wrong with one; the words say what it must be. */
    private static void keepOwnType(Schema schema) {
        if (schema.getRef() != null) {
            schema.setType(null);
        } else if (schema.getType() != null && schema.getType().size() > 1) {
            schema.removeType(SchemaType.STRING);
        }
    }

    private static void add(Map<Integer, Set<ErrorCode>> errors, int status, ErrorCode code) {
        errors.computeIfAbsent(status, unknown -> EnumSet.noneOf(ErrorCode.class)).add(code);
    }

    /** The least that is needed; null if nothing is. */
    private static String role(Operation operation) {
        return operation.getSecurity() == null
                ? null
                : operation.getSecurity().stream().flatMap(needs -> needs.getSchemes().values().stream())
                        .flatMap(List::stream).findFirst().orElse(null);
    }

    private static APIResponse answer(int status, Set<ErrorCode> codes, String path) {
        MediaType media = OASFactory.createMediaType().schema(OASFactory.createSchema()
                .ref(REFERENCE + "ProblemDetails"));
        List<String> meanings = new ArrayList<>();
        for (ErrorCode code : codes) {
            meanings.add(code.name() + ": " + code.meaning());
            media.addExample(code.name(), OASFactory.createExample().summary(code.meaning())
                    .value(fields(Problem.of(status, code, code.meaning(), path))));
        }
        Content content = OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media);
        return OASFactory.createAPIResponse().description(String.join(" ", meanings)).content(content);
    }

    private static Map<String, Object> fields(Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", problem.type());
        fields.put("title", problem.title());
        fields.put("status", problem.status());
        fields.put("detail", problem.detail());
        fields.put("instance", problem.instance());
        fields.put("code", problem.code());
        fields.put("remedy", problem.remedy());
        return fields;
    }

    private static Schema codes() {
        StringBuilder meanings = new StringBuilder("Everything that can go wrong, in calls and in backups:\n");
        for (ErrorCode code : ErrorCode.values()) {
            meanings.append("\n- ").append(code.name()).append(": ").append(code.meaning());
        }
        return OASFactory.createSchema().addType(SchemaType.STRING).description(meanings.toString())
                .enumeration(Arrays.stream(ErrorCode.values()).<Object>map(Enum::name).toList());
    }

    private static Schema problem() {
        Schema problem = OASFactory.createSchema().addType(SchemaType.OBJECT)
                .description("An error as RFC 9457 has it, with a code and a remedy.");
        Map.of("type", "urn:ground-zero-backup:error:<code>", "title", "What the code means.", "detail",
                "What failed here.", "instance", "The path that was called.", "remedy", "What to do about it.")
                .forEach((name, what) -> problem.addProperty(name,
                        OASFactory.createSchema().addType(SchemaType.STRING).description(what)));
        return problem.addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("code", OASFactory.createSchema().ref(REFERENCE + "ErrorCode"))
                .required(List.of("type", "title", "status", "detail", "instance", "code", "remedy"));
    }
}
