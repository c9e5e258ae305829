package io.groundzero.backup.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;

/** Reads a configuration interface. */
final class MappingSource {

    private final JavaFile file;
    private final String module;
    private final Function<String, Optional<JavaFile>> files;

    /** @param files finds the file of a type by the end of its path */
    MappingSource(JavaFile file, String module, Function<String, Optional<JavaFile>> files) {
        this.file = file;
        this.module = module;
        this.files = files;
    }

    Mapping read() {
        ClassTree type = file.mainType();
        String prefix = new Annotations(type.getModifiers()).text("ConfigMapping", "prefix").orElseThrow();
        List<Setting> settings = new ArrayList<>();
        group(prefix, type, false, settings);
        return new Mapping(type.getSimpleName().toString(), module, prefix, file.comment(type), settings);
    }

    private void group(String prefix, ClassTree type, boolean named, List<Setting> into) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                setting(prefix, method, named, into);
            }
        }
    }

    private void setting(String prefix, MethodTree method, boolean named, List<Setting> into) {
        Annotations annotations = new Annotations(method.getModifiers());
        String word = annotations.text("WithName", "value").orElse(hyphenated(method.getName().toString()));
        String property = annotations.has("WithParentName") ? prefix : prefix + "." + word;
        Type type = Type.of(method.getReturnType());
        String name = type.byName() ? property + ".<name>" : property;
        Optional<ClassTree> group = file.type(type.element()).filter(nested -> nested.getKind() == Tree.Kind.INTERFACE);
        if (group.isPresent()) {
            group(name, group.get(), named || type.byName(), into);
            return;
        }
        Optional<String> fallback = annotations.text("WithDefault", "value");
        Values values = new Values(annotations, type, constants(type.element()), fallback.orElse(""));
        into.add(new Setting(name, file.comment(method), values.words(), fallback.orElse(""),
                fallback.isEmpty() && !type.optional() && !type.byName(),
                values.isSecret() ? Setting.Kind.SECRET : Setting.Kind.VALUE, values.isLimited()));
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** The constants of an enum; none if the type is none. */
    private List<String> constants(String typeName) {
        String[] parts = typeName.split("\\.");
        String last = parts[parts.length - 1];
        return file.type(last).or(() -> imported(parts[0]).flatMap(other -> other.type(last)))
                .filter(type -> type.getKind() == Tree.Kind.ENUM).map(MappingSource::constants).orElse(List.of());
    }

    private static List<String> constants(ClassTree type) {
        return type.getMembers().stream().filter(member -> member.getKind() == Tree.Kind.VARIABLE)
                .map(member -> (com.sun.source.tree.VariableTree) member)
                .filter(field -> field.getType() instanceof IdentifierTree of
                        && of.getName().contentEquals(type.getSimpleName()) && field.getModifiers().getFlags()
                                .size() == 3)
                .map(field -> field.getName().toString()).toList();
    }

    private Optional<JavaFile> imported(String simpleName) {
        String own = file.unit().getPackageName().toString();
        String name = file.unit().getImports().stream().map(ImportTree::getQualifiedIdentifier).map(Tree::toString)
                .filter(type -> type.endsWith("." + simpleName)).findFirst().orElse(own + "." + simpleName);
        return name.startsWith("io.groundzero.") ? files.apply(name.replace('.', '/') + ".java") : Optional.empty();
    }

    /**
     * What a setting is made of.
     *
     * @param element its type, or that of what it holds several of
     */
    record Type(String element, boolean optional, boolean several, boolean byName) {

        static Type of(Tree tree) {
            if (tree instanceof ParameterizedTypeTree generic) {
                List<? extends Tree> arguments = generic.getTypeArguments();
                Type inner = of(arguments.get(arguments.size() - 1));
                String outer = generic.getType().toString();
                return new Type(inner.element, inner.optional || outer.equals("Optional"),
                        inner.several || outer.equals("List") || outer.equals("Set"),
                        inner.byName || outer.equals("Map"));
            }
            return new Type(tree.toString(), false, false, false);
        }
    }
}
