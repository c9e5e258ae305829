package io.groundzero.backup.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;

/** A source file, parsed but not compiled. */
final class JavaFile {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final Path path;
    private final CompilationUnitTree unit;
    private final DocTrees comments;

    private JavaFile(Path path, CompilationUnitTree unit, DocTrees comments) {
        this.path = path;
        this.unit = unit;
        this.comments = comments;
    }

    static JavaFile parse(Path path) throws IOException {
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) COMPILER.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjects(path));
            return new JavaFile(path, task.parse().iterator().next(), DocTrees.instance(task));
        }
    }

    Path path() {
        return path;
    }

    CompilationUnitTree unit() {
        return unit;
    }

    ClassTree mainType() {
        return (ClassTree) unit.getTypeDecls().get(0);
    }

    /** A type that lies in this file, at any depth. */
    Optional<ClassTree> type(String simpleName) {
        return types(mainType()).filter(type -> type.getSimpleName().contentEquals(simpleName)).findFirst();
    }

    private static Stream<ClassTree> types(ClassTree outer) {
        return Stream.concat(Stream.of(outer), outer.getMembers().stream().filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast).flatMap(JavaFile::types));
    }

    /** The comment of a declaration as Markdown; empty if there is none. */
    String comment(Tree declaration) {
        String comment = comments.getDocComment(TreePath.getPath(unit, declaration));
        return comment == null
                ? ""
                : comment.replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\{@link #?([^}]*)}", "`$1`")
                        .replaceAll("\\s*<p>\\s*", " ").replaceAll("\\s+", " ").strip();
    }
}
