package io.groundzero.backup.fingerprint.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two ways in which PostgreSQL words an expression otherwise once it was dumped and restored, though it is the same:
 * {@code (ARRAY['a'::varchar])::text[]} becomes {@code ARRAY[('a'::varchar)::text]}, and {@code ((a AND b) AND c)}
 * becomes {@code (a AND b AND c)}. Nothing else is forgiven.
 */
final class Wording {

    /** With one of these among them, a list of operands is something else. */
    private static final Set<String> NO_OPERAND = Set.of("SELECT", "VALUES", "WITH", "WHEN", "THEN", "BETWEEN", ",");

    /** In tokens, such as {@code timestamp(3) with time zone}. */
    private static final int LONGEST_TYPE = 8;

    /** A token, or a list in brackets. */
    private record Node(String text, List<Node> inside) {

        boolean isGroup(String bracket) {
            return inside != null && text.equals(bracket);
        }

        boolean is(String token) {
            return inside == null && text.equals(token);
        }
    }

    private final String text;
    private int at;

    private Wording(String text) {
        this.text = text;
    }

    /** The same for what means the same. Not SQL any more, and only good for comparing. */
    static String of(String definition) {
        Wording wording = new Wording(definition);
        StringBuilder out = new StringBuilder();
        write(wording.list(""), out);
        return out.toString();
    }

    private List<Node> list(String end) {
        List<Node> nodes = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (end.indexOf(c) >= 0) {
                at++;
                break;
            } else if (c == '(' || c == '[') {
                at++;
                nodes.add(new Node(String.valueOf(c), list(c == '(' ? ")" : "]")));
            } else {
                nodes.add(new Node(token(c), null));
            }
        }
        return flattened(spread(nodes));
    }

    private String token(char first) {
        int start = at;
        if (first == '\'' || first == '"') {
            quoted(first, start > 0 && text.charAt(start - 1) == 'E');
        } else if (Character.isLetterOrDigit(first) || first == '_') {
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_'
                    || text.charAt(at) == '.')) {
                at++;
            }
        } else if (text.startsWith("::", at)) {
            at += 2;
        } else {
            at++;
        }
        return text.substring(start, at);
    }

    private void quoted(char quote, boolean escapes) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == quote && (at == text.length() || text.charAt(at) != quote)) {
                return;
            } else if (c == quote) {
                at++;
            }
        }
        at = Math.min(at, text.length());
    }

    /** {@code (ARRAY[a, b])::type[]} to {@code ARRAY[(a)::type, (b)::type]}. */
    private static List<Node> spread(List<Node> nodes) {
        List<Node> out = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            int type = i + 2;
            if (!isArray(node) || type >= nodes.size() || !nodes.get(i + 1).is("::")) {
                out.add(node);
                continue;
            }
            int end = type;
            while (end < nodes.size() && !nodes.get(end).isGroup("[")) {
                end++;
            }
            if (end == nodes.size() || !nodes.get(end).inside().isEmpty() || end - type > LONGEST_TYPE) {
                out.add(node);
                continue;
            }
            out.add(node.inside().get(0));
            out.add(new Node("[", cast(node.inside().get(1).inside(), nodes.subList(type, end))));
            i = end;
        }
        return out;
    }

    private static boolean isArray(Node node) {
        return node.isGroup("(") && node.inside().size() == 2 && node.inside().get(0).is("ARRAY")
                && node.inside().get(1).isGroup("[");
    }

    private static List<Node> cast(List<Node> elements, List<Node> type) {
        List<Node> out = new ArrayList<>();
        List<Node> element = new ArrayList<>();
        for (int i = 0; i <= elements.size(); i++) {
            if (i < elements.size() && !elements.get(i).is(",")) {
                element.add(elements.get(i));
                continue;
            }
            if (!element.isEmpty()) {
                boolean bracketed = element.size() == 1 && element.get(0).isGroup("(");
                out.add(bracketed ? element.get(0) : new Node("(", List.copyOf(element)));
                out.add(new Node("::", null));
                out.addAll(type);
            }
            if (i < elements.size()) {
                out.add(elements.get(i));
            }
            element.clear();
        }
        return out;
    }

    /** Takes the brackets from a list of the same connective within a list. */
    private static List<Node> flattened(List<Node> nodes) {
        for (String connective : List.of("AND", "OR")) {
            if (connects(nodes, connective)) {
                List<Node> out = new ArrayList<>();
                for (int i = 0; i < nodes.size(); i++) {
                    Node node = nodes.get(i);
                    boolean whole = (i == 0 || nodes.get(i - 1).is(connective))
                            && (i == nodes.size() - 1 || nodes.get(i + 1).is(connective));
                    if (whole && node.isGroup("(") && connects(node.inside(), connective)) {
                        out.addAll(node.inside());
                    } else {
                        out.add(node);
                    }
                }
                return out;
            }
        }
        return nodes;
    }

    private static boolean connects(List<Node> nodes, String connective) {
        String other = connective.equals("AND") ? "OR" : "AND";
        boolean found = false;
        for (Node node : nodes) {
            if (node.inside() == null) {
                if (node.text().equals(other) || NO_OPERAND.contains(node.text())) {
                    return false;
                }
                found |= node.text().equals(connective);
            }
        }
        return found;
    }

    private static void write(List<Node> nodes, StringBuilder out) {
        for (Node node : nodes) {
            out.append(node.text()).append(' ');
            if (node.inside() != null) {
                write(node.inside(), out);
                out.append(node.text().equals("(") ? ") " : "] ");
            }
        }
    }
}
