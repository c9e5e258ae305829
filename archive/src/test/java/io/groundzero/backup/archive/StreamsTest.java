package io.groundzero.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.manifest.Digest;

class StreamsTest {

    private static final Digest ABC = new Digest(3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @TempDir
    private Path folder;

    @Test
    void digestsWhatIsWritten() throws Exception {
        ByteArrayOutputStream below = new ByteArrayOutputStream();
        DigestingOutputStream out = new DigestingOutputStream(below);
        out.write('a');
        out.write("xbcx".getBytes(StandardCharsets.US_ASCII), 1, 2);

        assertThat(out.digest()).isEqualTo(ABC).isEqualTo(out.digest());
        assertThat(below.toString()).isEqualTo("abc");
        out.write('d');
        assertThat(out.digest().size()).isEqualTo(4);
    }

    @Test
    void digestsWhatIsReadOrSkipped() throws Exception {
        DigestingInputStream in = new DigestingInputStream(
                new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)));
        in.read();
        in.skip(1);
        in.readAllBytes();

        assertThat(in.digest()).isEqualTo(ABC);
        assertThat(in.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 5_000_000})
    void zstdComesBackAndTheProgramReadsIt(int size) throws Exception {
        byte[] content = content(size);
        byte[] compressed = compress(content);

        assertThat(Zstd.decompress(new ByteArrayInputStream(compressed)).readAllBytes()).isEqualTo(content);
        Path file = Files.write(folder.resolve("file.zst"), compressed);
        Process zstd = new ProcessBuilder("zstd", "-dcq", file.toString()).start();
        assertThat(zstd.getInputStream().readAllBytes()).isEqualTo(content);
        assertThat(zstd.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void everyTruncatedZstdStreamIsAnError(int size) throws Exception {
        byte[] compressed = compress(content(size));
        for (int length = 0; length < compressed.length; length += Math.max(1, compressed.length / 300)) {
            byte[] cut = Arrays.copyOf(compressed, length);
            assertThatThrownBy(() -> {
                try (InputStream in = Zstd.decompress(new ByteArrayInputStream(cut))) {
                    in.readAllBytes();
                }
            }).as("cut at %d of %d", length, compressed.length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFlippedByteInAZstdStreamIsAnError() throws Exception {
        byte[] content = content(100_000);
        byte[] compressed = compress(content);
        for (int position = 6; position < compressed.length; position += 37) {
            byte[] damaged = compressed.clone();
            damaged[position] ^= 1;
            assertThatThrownBy(() -> Zstd.decompress(new ByteArrayInputStream(damaged)).readAllBytes())
                    .as("at %d of %d", position, compressed.length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void compressingLeavesTheStreamBelowOpen() throws Exception {
        boolean[] closed = new boolean[1];
        OutputStream below = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (OutputStream out = Zstd.compress(below)) {
            out.write(1);
        }
        assertThat(closed[0]).isFalse();
    }

    private static byte[] compress(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Zstd.compress(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            content[i] = (byte) ('a' + random.nextInt(8));
        }
        return content;
    }
}
