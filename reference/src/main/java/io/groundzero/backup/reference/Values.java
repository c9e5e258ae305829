package io.groundzero.backup.reference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which values a setting takes. */
final class Values {

    private static final Set<String> WITH_LIMITS = Set.of("int", "long", "double", "Duration", "MemorySize", "Path");
    private static final List<String> LIMITS = List.of("Between", "Lasting", "Sized", "OneOf", "Schedule", "TimeZone",
            "Endpoint", "SecretFile", "KeyFile", "CertificateFile", "ReadableFile", "Folder", "WrittenFile");
    private static final Map<String, String> PLAIN = Map.of("String", "text", "boolean", "`true` or `false`", "URI",
            "address", "Path", "path");
    /** The annotation's own. */
    private static final String LONGEST = "P24D";

    private final Annotations annotations;
    private final MappingSource.Type type;
    private final List<String> constants;
    private final String fallback;

    /** @param constants if the type is an enum */
    Values(Annotations annotations, MappingSource.Type type, List<String> constants, String fallback) {
        this.annotations = annotations;
        this.type = type;
        this.constants = constants;
        this.fallback = fallback;
    }

    String words() {
        String one = one();
        String count = annotations.text("Several", "most").map(most -> "list of at most " + most + ": ")
                .orElse("list of: ");
        return type.several() ? count + one : one;
    }

    private String one() {
        if (annotations.has("Between")) {
            return (type.element().equals("double") ? "number, " : "whole number, ") + range("Between", "");
        }
        if (annotations.has("Lasting")) {
            return "duration, " + range("Lasting", LONGEST);
        }
        if (annotations.has("Sized")) {
            return "size, " + range("Sized", "");
        }
        if (annotations.has("OneOf")) {
            return choice(annotations.texts("OneOf", "value"));
        }
        if (annotations.has("Matching")) {
            return annotations.text("Matching", "words").orElseThrow();
        }
        if (annotations.has("OwnAddress")) {
            return "address of this machine";
        }
        if (annotations.has("Schedule")) {
            return "Quartz cron, seconds first, or `off`";
        }
        if (annotations.has("TimeZone")) {
            return "time zone such as `Europe/Berlin`";
        }
        if (annotations.has("Endpoint")) {
            return "address such as `https://host:port`";
        }
        return constants.isEmpty() ? file() : choice(constants.stream().map(this::asInDefault).toList());
    }

    private String file() {
        if (annotations.has("SecretFile")) {
            return "**secret**: file with it in its first line";
        }
        if (annotations.has("KeyFile")) {
            return isSecret() ? "**secret**: file with the private key" : "file or folder with public keys";
        }
        if (annotations.has("ReadableFile")) {
            return isSecret() ? "**secret**: file, absolute path" : "file";
        }
        if (annotations.has("CertificateFile")) {
            return "PEM file with certificates";
        }
        if (annotations.has("WrittenFile")) {
            return "file that is written, absolute path";
        }
        if (annotations.has("Folder")) {
            return "folder, absolute path";
        }
        return PLAIN.getOrDefault(type.element(), type.element());
    }

    boolean isSecret() {
        return annotations.has("SecretFile")
                || List.of("KeyFile", "ReadableFile").stream()
                        .anyMatch(file -> annotations.text(file, "secret").filter("true"::equals).isPresent());
    }

    /** Whether everything that needs limits has them. */
    boolean isLimited() {
        return !WITH_LIMITS.contains(type.element()) || LIMITS.stream().anyMatch(annotations::has);
    }

    private String range(String annotation, String most) {
        return "`" + annotations.text(annotation, "least").orElseThrow() + "` to `"
                + annotations.text(annotation, "most").orElse(most) + "`";
    }

    private static String choice(List<String> words) {
        return words.stream().collect(Collectors.joining("`, `", "`", "`"));
    }

    private String asInDefault(String constant) {
        boolean upper = !fallback.isEmpty() && fallback.equals(fallback.toUpperCase(Locale.ROOT));
        return upper ? constant : constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
