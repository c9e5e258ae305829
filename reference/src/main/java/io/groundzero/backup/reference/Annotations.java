package io.groundzero.backup.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;

/** What stands in the annotations of a declaration. */
final class Annotations {

    private final Map<String, AnnotationTree> byName;

    Annotations(ModifiersTree modifiers) {
        byName = modifiers.getAnnotations().stream()
                .collect(Collectors.toMap(annotation -> annotation.getAnnotationType().toString(), one -> one));
    }

    boolean has(String annotation) {
        return byName.containsKey(annotation);
    }

    Optional<String> text(String annotation, String member) {
        return texts(annotation, member).stream().findFirst();
    }

    List<String> texts(String annotation, String member) {
        return Optional.ofNullable(byName.get(annotation)).stream().flatMap(one -> one.getArguments().stream())
                .filter(argument -> name(argument).equals(member)).flatMap(argument -> values(value(argument)).stream())
                .toList();
    }

    /** {@code @A("x")} means {@code @A(value = "x")}. */
    private static String name(ExpressionTree argument) {
        return argument instanceof AssignmentTree named ? named.getVariable().toString() : "value";
    }

    private static ExpressionTree value(ExpressionTree argument) {
        return argument instanceof AssignmentTree named ? named.getExpression() : argument;
    }

    private static List<String> values(ExpressionTree expression) {
        if (expression instanceof NewArrayTree several) {
            return several.getInitializers().stream().flatMap(one -> values(one).stream()).toList();
        }
        return List.of(expression instanceof LiteralTree literal
                ? String.valueOf(literal.getValue())
                : expression.toString());
    }
}
