package io.groundzero.backup.verifier.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import io.groundzero.backup.archive.DigestingInputStream;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;

/** A backup's folder on this machine, with the names that it would have in the bucket. */
record LocalFolder(Path folder) implements BackupFolder {

    @Override
    public String address(String object) {
        return folder.resolve(object).toString();
    }

    @Override
    public Optional<byte[]> read(String object) throws BackupException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(object)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(object, e);
        }
    }

    @Override
    public Map<String, Long> list() throws BackupException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
            return sizes;
        } catch (NoSuchFileException e) {
            return sizes;
        } catch (IOException e) {
            throw unreadable("", e);
        }
    }

    @Override
    public Digest download(String object, Path file, LongConsumer fetched) throws BackupException, IOException {
        try (DigestingInputStream in = new DigestingInputStream(Files.newInputStream(folder.resolve(object)));
                OutputStream out = Files.newOutputStream(file)) {
            fetched.accept(in.transferTo(out));
            return in.digest();
        } catch (NoSuchFileException e) {
            throw new BackupException(ErrorCode.OBJECT_MISSING, address(object) + " does not exist", e);
        }
    }

    private BackupException unreadable(String object, IOException e) {
        return new BackupException(ErrorCode.BUCKET_UNREACHABLE, address(object) + ": " + e.getMessage(), e);
    }
}
