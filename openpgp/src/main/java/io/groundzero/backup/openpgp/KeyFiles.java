package io.groundzero.backup.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.gpg.keybox.KeyBlob;
import org.bouncycastle.gpg.keybox.PublicKeyRingBlob;
import org.bouncycastle.gpg.keybox.bc.BcKeyBox;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * Reads keys from files: armored or binary, one or many in a file, gpg's key boxes; or from all key files of a folder.
 */
final class KeyFiles {

    private static final Set<String> EXTENSIONS = Set.of("asc", "gpg", "pgp", "key", "pub", "kbx");
    /** Lies beside the keys in gpg's own folder and holds none. */
    private static final String TRUST_DATABASE = "trustdb.gpg";
    private static final long LARGEST = 64L << 20;
    private static final Pattern ARMOR = Pattern.compile("-----BEGIN PGP ([A-Z ]+)-----.*?-----END PGP \\1-----",
            Pattern.DOTALL);
    private static final int KEYBOX_MAGIC_AT = 8;
    private static final String KEYBOX_MAGIC = "KBXf";

    private final List<PGPPublicKeyRing> publicRings = new ArrayList<>();
    private final List<PGPSecretKeyRing> secretRings = new ArrayList<>();

    private KeyFiles() {
    }

    /**
     * @throws IOException naming the file that does not exist, cannot be read or holds anything but keys
     */
    static KeyFiles read(List<Path> filesOrFolders) throws IOException {
        KeyFiles keys = new KeyFiles();
        for (Path path : filesOrFolders) {
            for (Path file : files(path)) {
                try {
                    keys.add(content(file));
                } catch (IOException | RuntimeException e) {
                    throw new IOException("the key file " + file + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return keys;
    }

    List<PGPPublicKeyRing> publicRings() {
        return publicRings;
    }

    List<PGPSecretKeyRing> secretRings() {
        return secretRings;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "the key file or folder does not exist");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(KeyFiles::looksLikeKeys).sorted().toList();
        }
    }

    private static boolean looksLikeKeys(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return EXTENSIONS.contains(extension) && !name.startsWith(".") && !name.equals(TRUST_DATABASE)
                && Files.isRegularFile(file);
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is too large for a key file");
        }
        return Files.readAllBytes(file);
    }

    private void add(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.startsWith(KEYBOX_MAGIC, KEYBOX_MAGIC_AT)) {
            addKeyBox(content);
            return;
        }
        Matcher armor = ARMOR.matcher(text);
        if (!armor.find()) {
            addPackets(new ByteArrayInputStream(content));
            return;
        }
        do {
            byte[] block = armor.group().getBytes(StandardCharsets.ISO_8859_1);
            try (InputStream packets = new ArmoredInputStream(new ByteArrayInputStream(block))) {
                addPackets(packets);
            }
        } while (armor.find());
    }

    private void addPackets(InputStream packets) throws IOException {
        BcPGPObjectFactory objects = new BcPGPObjectFactory(packets);
        boolean any = false;
        for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
            if (object instanceof PGPPublicKeyRing ring) {
                publicRings.add(ring);
                any = true;
            } else if (object instanceof PGPSecretKeyRing ring) {
                secretRings.add(ring);
                any = true;
            } else if (!(object instanceof PGPMarker)) {
                throw new IOException("it holds something else than keys");
            }
        }
        if (!any) {
            throw new IOException("it holds no key");
        }
    }

    private void addKeyBox(byte[] content) throws IOException {
        for (KeyBlob blob : new BcKeyBox(content).getKeyBlobs()) {
            if (blob instanceof PublicKeyRingBlob ring) {
                publicRings.add(ring.getPGPPublicKeyRing());
            }
        }
    }
}
