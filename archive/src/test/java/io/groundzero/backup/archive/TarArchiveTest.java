package io.groundzero.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarArchiveTest {

    private static final String LONG_NAME = "n".repeat(200);

    @TempDir
    private Path folder;
    private Path directory;
    private Path target;

    @BeforeEach
    void fill() throws IOException {
        directory = Files.createDirectories(folder.resolve("app.dir"));
        target = folder.resolve("target");
        Files.createDirectories(directory.resolve("deep/" + "d".repeat(120) + "/" + "e".repeat(120)));
        Files.createDirectory(directory.resolve("empty"));
        Files.write(directory.resolve("toc.dat"), random(100_000));
        Files.write(directory.resolve("1.dat"), new byte[0]);
        Files.write(directory.resolve("zeros"), new byte[4096]);
        Files.write(directory.resolve("odd"), random(513));
        Files.writeString(directory.resolve("deep/" + LONG_NAME), "long");
        Files.writeString(directory.resolve("run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(directory.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void comesBackAsItWas() throws Exception {
        TarArchive.extract(new ByteArrayInputStream(tar()), target);

        assertThat(content(target.resolve("app.dir"))).isEqualTo(content(directory));
        assertThat(mode(target.resolve("app.dir/run.sh"))).isEqualTo("rwx------");
        assertThat(mode(target.resolve("app.dir/toc.dat"))).isEqualTo("rw-------");
        assertThat(mode(target.resolve("app.dir"))).isEqualTo("rwx------");
    }

    @Test
    void theSameContentGivesTheSameBytes() throws Exception {
        byte[] before = tar();
        Path copy = Files.createDirectories(folder.resolve("elsewhere/app.dir"));
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.skip(1).sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Path to = copy.resolve(directory.relativize(file));
            if (Files.isDirectory(file)) {
                Files.createDirectories(to);
            } else {
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(file));
                Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(file));
                Files.setLastModifiedTime(to, FileTime.fromMillis(1234567890123L));
            }
        }

        ByteArrayOutputStream again = new ByteArrayOutputStream();
        TarArchive.write(copy, again);

        assertThat(again.toByteArray()).isEqualTo(before);
    }

    @Test
    void gnuTarListsAndExtractsIt() throws Exception {
        Path file = Files.write(folder.resolve("app.dir.tar"), tar());
        Files.createDirectory(target);

        String listing = run("tar", "tf", file.toString());
        run("tar", "xf", file.toString(), "-C", target.toString());

        assertThat(listing.lines()).contains("app.dir/", "app.dir/toc.dat", "app.dir/empty/",
                "app.dir/deep/" + LONG_NAME);
        assertThat(content(target.resolve("app.dir"))).isEqualTo(content(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax"})
    void readsWhatGnuTarWrites(String format) throws Exception {
        Path file = folder.resolve("gnu.tar");
        run("tar", "cf", file.toString(), "--format=" + format, "-C",
                folder.toString(), "app.dir");

        try (var in = Files.newInputStream(file)) {
            TarArchive.extract(in, target);
        }

        assertThat(content(target.resolve("app.dir"))).isEqualTo(content(directory));
    }

    @Test
    void sizesBeyondEightGibibytesAreKept() throws Exception {
        long size = 20L << 30;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.putArchiveEntry(TarWriting.fileEntry("big", size, false));

        TarArchiveEntry read = new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray())).getNextEntry();

        assertThat(read.getSize()).isEqualTo(size);
        Path header = Files.write(folder.resolve("header.tar"), bytes.toByteArray());
        Process tar = new ProcessBuilder("tar", "tvf", header.toString()).redirectErrorStream(true).start();
        assertThat(new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(Long.toString(size));
    }

    @Test
    void refusesToArchiveLinks() throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));

        assertThatThrownBy(this::tar).isInstanceOf(IOException.class).hasMessageContaining("link");
    }

    @Test
    void refusesToArchiveALinkToADirectory() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.dir"), directory);

        assertThatThrownBy(() -> TarArchive.write(link, new ByteArrayOutputStream())).isInstanceOf(IOException.class);
    }

    @Test
    void refusesToArchiveAFileThatGrows() throws Exception {
        Path growing = directory.resolve("toc.dat");
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                try {
                    Files.writeString(growing, "more", java.nio.file.StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
        Files.write(growing, random(2_000_000));

        assertThatThrownBy(() -> TarArchive.write(directory, out)).isInstanceOf(IOException.class)
                .hasMessageContaining("changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/evil", "../evil", "a/../../evil", "a/..", ".", "./a", "a//b", "//evil", "a/./b"})
    void refusesNamesThatAreNoPlainRelativePaths(String name) throws Exception {
        byte[] hostile = archive(name, TarConstants.LF_NORMAL, null);

        assertThatThrownBy(() -> TarArchive.extract(new ByteArrayInputStream(hostile), target))
                .isInstanceOf(IOException.class).hasMessageContaining("refused");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_BLK,
            TarConstants.LF_FIFO, TarConstants.LF_CONTIG, 'Z'})
    void refusesLinksAndDevices(byte type) throws Exception {
        byte[] hostile = archive("innocent", type, "/etc/passwd");

        assertThatThrownBy(() -> TarArchive.extract(new ByteArrayInputStream(hostile), target))
                .isInstanceOf(IOException.class).hasMessageContaining("refused");
        assertThat(Files.exists(target.resolve("innocent"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void refusesToOverwrite() throws Exception {
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        byte[] one = archive("same", TarConstants.LF_NORMAL, null);
        twice.write(one, 0, 512);
        twice.write(one);

        assertThatThrownBy(() -> TarArchive.extract(new ByteArrayInputStream(twice.toByteArray()), target))
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }

    @Test
    void doesNotWriteThroughALinkInTheTarget() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createDirectory(target);
        Files.createSymbolicLink(target.resolve("a"), outside);

        byte[] archive = archive("a/b", TarConstants.LF_NORMAL, null);

        assertThatThrownBy(() -> TarArchive.extract(new ByteArrayInputStream(archive), target))
                .isInstanceOf(IOException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void everyTruncationIsAnError() throws Exception {
        byte[] whole = tar();
        int end = lastByteOfContent(whole);

        for (int length = 0; length < whole.length; length += length % 512 == 511 ? 1 : 511 - length % 512) {
            byte[] cut = Arrays.copyOf(whole, length);
            Path into = folder.resolve("cut");
            if (length < end + 1024) {
                assertThatThrownBy(() -> TarArchive.extract(new ByteArrayInputStream(cut), into))
                        .as("cut at %d of %d", length, whole.length).isInstanceOf(IOException.class);
            } else {
                assertThatCode(() -> TarArchive.extract(new ByteArrayInputStream(cut), into))
                        .doesNotThrowAnyException(); // padding
            }
            DurableFiles.deleteTree(into);
        }
    }

    @Test
    void aFileOfZerosIsNoEndMarker() throws Exception {
        Path zeros = Files.createDirectory(folder.resolve("zeros.dir"));
        Files.write(zeros.resolve("z"), new byte[10240]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarArchive.write(zeros, out);
        byte[] cut = Arrays.copyOf(out.toByteArray(), 512 + 512 + 10240);

        assertThatThrownBy(() -> TarArchive.extract(new ByteArrayInputStream(cut), target))
                .isInstanceOf(IOException.class).hasMessageContaining("no end marker");
    }

    @Test
    void whatFollowsTheEndIsAnError() throws Exception {
        byte[] whole = tar();
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        longer[whole.length] = 'x';

        assertThatThrownBy(() -> TarArchive.extract(new ByteArrayInputStream(longer), target))
                .isInstanceOf(IOException.class).hasMessageContaining("follows");
    }

    private byte[] tar() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarArchive.write(directory, out);
        return out.toByteArray();
    }

    private static int lastByteOfContent(byte[] tar) {
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        // the sorted last entry is a file of zeros: header, then 4096 bytes
        return (end + 511) / 512 * 512 + 4096;
    }

    private static byte[] archive(String name, byte type, String link) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            if (link != null) {
                entry.setLinkName(link);
            }
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                content.put(root.relativize(file).toString(),
                        Files.isDirectory(file) ? "directory" : Arrays.hashCode(Files.readAllBytes(file)) + "");
            }
        }
        return content;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
