package io.groundzero.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDeletionTest {

    @TempDir
    Path folder;

    private Path outside;
    private Path tree;

    @BeforeEach
    void somebodysFilesElsewhere() throws IOException {
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        tree = Files.createDirectories(folder.resolve("tree"));
    }

    @Test
    void aFolderThatIsSwappedForALinkWhileTheTreeIsWalkedLeadsNowhere() throws Exception {
        // Given
        Path victim = Files.createDirectories(tree.resolve("sub/victim"));
        Files.writeString(victim.resolve("kept"), "bait with the name of what is elsewhere");

        // When
        TreeDeletion deletion = new TreeDeletion(name -> {
            if (name.toString().equals("victim") && !Files.isSymbolicLink(victim)) {
                swap(victim);
            }
        });

        // Then
        assertThatThrownBy(() -> deletion.delete(tree)).isInstanceOf(IOException.class);
        assertThat(Files.isSymbolicLink(victim)).as("it was swapped").isTrue();
        assertThat(outside.resolve("kept")).hasContent("kept");
        DurableFiles.deleteTree(tree);
        assertThat(tree).doesNotExist();
        assertThat(outside.resolve("kept")).hasContent("kept");
    }

    @Test
    void aFolderAboveThatIsSwappedMeanwhileLeadsNowhereEither() throws Exception {
        // Given
        Path middle = Files.createDirectories(tree.resolve("middle"));
        Files.createDirectories(middle.resolve("inner"));
        Files.createDirectories(outside.resolve("inner"));
        Files.writeString(outside.resolve("inner/kept"), "kept");

        // When
        TreeDeletion deletion = new TreeDeletion(name -> {
            if (name.toString().equals("inner") && !Files.isSymbolicLink(middle)) {
                swap(middle);
            }
        });

        // Then
        assertThatThrownBy(() -> deletion.delete(tree)).isInstanceOf(IOException.class);
        assertThat(outside.resolve("inner/kept")).hasContent("kept");
        assertThat(outside.resolve("kept")).hasContent("kept");
    }

    @Test
    void foldersDeeperThanAPathMayBeAreDeleted() throws Exception {
        // Given: made from the inside
        for (int level = 0; level < 150; level++) {
            Path outer = Files.createDirectory(folder.resolve("outer"));
            Files.writeString(outer.resolve("file"), "");
            Files.move(tree, outer.resolve("d".repeat(40)));
            Files.move(outer, tree);
        }

        // When
        DurableFiles.deleteTree(tree);

        // Then
        assertThat(tree).doesNotExist();
    }

    /** What is elsewhere takes the folder's place; the folder itself is moved away, as its owner may. */
    private void swap(Path place) {
        try {
            Files.move(place, folder.resolve("moved-" + place.getFileName()));
            Files.createSymbolicLink(place, outside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
