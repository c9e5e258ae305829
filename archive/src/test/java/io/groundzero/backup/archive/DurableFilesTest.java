package io.groundzero.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

    @TempDir
    private Path folder;

    @Test
    void writesForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("note.json");

        DurableFiles.writeString(file, "{\"ä\":1}");

        assertThat(file).hasContent("{\"ä\":1}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(names()).containsExactly("note.json");
    }

    @Test
    void replacesAnOlderFileAndALeftOverPart() throws Exception {
        Path file = folder.resolve("note");
        Files.writeString(file, "old");
        Files.writeString(folder.resolve("note.part"), "half of a very long text");

        DurableFiles.writeString(file, "new");

        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("note");
    }

    @Test
    void aFailureLeavesNoPartAndTheOlderFile() throws Exception {
        Path file = folder.resolve("note");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> DurableFiles.write(file, out -> {
            out.write(new byte[1_000_000]);
            throw new IOException("no space left");
        })).hasMessage("no space left");
        assertThatThrownBy(() -> DurableFiles.write(file, out -> {
            out.write(1);
            throw new IllegalStateException("a bug");
        })).hasMessage("a bug");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("note");
    }

    @Test
    void anAbsentFolderIsAnError() {
        assertThatThrownBy(() -> DurableFiles.writeString(folder.resolve("absent/note"), "x"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void createsFoldersForTheirOwnerOnly() throws Exception {
        DurableFiles.createDirectories(folder.resolve("a/b"));
        DurableFiles.createDirectories(folder.resolve("a/b"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rwx------");
        Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> DurableFiles.createDirectories(folder.resolve("file")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void deletesATreeButNotWhatItsLinksPointTo() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        Path tree = Files.createDirectories(folder.resolve("tree/sub"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("link"), outside);
        Path linkToTree = Files.createSymbolicLink(folder.resolve("link"), outside);

        DurableFiles.deleteTree(folder.resolve("tree"));
        DurableFiles.deleteTree(linkToTree);
        DurableFiles.deleteTree(folder.resolve("never there"));

        assertThat(names()).containsExactly("outside");
        assertThat(outside.resolve("kept")).exists();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
