package io.groundzero.backup.reference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The list by which every service tells other services' variables from typing errors. */
final class VariableList {

    private final List<Service> services;
    private final List<String> ofTheStack;

    VariableList(List<Service> services, List<String> ofTheStack) {
        this.services = services;
        this.ofTheStack = ofTheStack;
    }

    String text() {
        Map<String, String> lines = new TreeMap<>();
        for (Service service : services) {
            for (Mapping mapping : service.mappings()) {
                mapping.settings().forEach(setting -> lines.put(setting.pattern(), sentence(setting.meaning())));
            }
        }
        for (String variable : ofTheStack) {
            if (lines.keySet().stream().noneMatch(known -> variable.matches(known.replace("*", "\\w+")))) {
                lines.put(variable, "");
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach((variable, meaning) -> text.append(variable).append('\t').append(meaning).append('\n'));
        return text.toString();
    }

    private static String sentence(String meaning) {
        String plain = meaning.replace("`", "");
        int end = plain.indexOf(". ");
        return (end < 0 ? plain : plain.substring(0, end)).replaceAll("\\.$", "");
    }
}
