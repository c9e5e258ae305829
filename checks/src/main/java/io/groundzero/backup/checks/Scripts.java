package io.groundzero.backup.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.groundzero.backup.fingerprint.UsersCode;

/** A collection of scripts: those that are shipped, with the user's own, or those that a backup holds. */
public final class Scripts {

    /** The folders that scripts lie in. */
    public static final List<String> FOLDERS = List.of("checks", "repairs");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.sql");
    private static final long LARGEST = 1 << 20;

    private static final Pattern PLAIN = Pattern.compile("\\$\\{plain:([^}]*)}");

    private final Map<String, Script> byFile;

    private Scripts(Map<String, Script> byFile) {
        this.byFile = byFile;
    }

    /** Those that come with the product. */
    public static Scripts shipped() {
        Map<String, Script> scripts = new TreeMap<>();
        try {
            // a list, because a class path has no folders to look into
            for (String file : resource("index").lines().toList()) {
                scripts.put(file, Header.parse(file, "the shipped " + file, resource(file)));
            }
        } catch (IOException | BrokenScript e) {
            throw new IllegalStateException("the shipped checks are unusable: " + e.getMessage(), e);
        }
        return new Scripts(scripts);
    }

    /**
     * The shipped ones and the user's own, of which one with a shipped one's name stands in its place.
     *
     * @param folder holds {@code checks/} and {@code repairs/}, or one of them
     * @throws BrokenScript naming file and line
     */
    public static Scripts withOwn(Path folder) throws BrokenScript, IOException {
        Map<String, Script> scripts = new TreeMap<>(shipped().byFile);
        scripts.putAll(read(folder).byFile);
        return new Scripts(scripts);
    }

    /**
     * All scripts of a folder. Files that are no {@code .sql} are none of ours.
     *
     * @throws BrokenScript naming file and line
     */
    public static Scripts read(Path folder) throws BrokenScript, IOException {
        Map<String, Script> scripts = new TreeMap<>();
        for (String kind : FOLDERS) {
            if (!Files.isDirectory(folder.resolve(kind))) {
                continue;
            }
            List<Path> files;
            try (Stream<Path> all = Files.list(folder.resolve(kind))) {
                files = all.filter(file -> file.getFileName().toString().endsWith(".sql")).sorted().toList();
            }
            for (Path file : files) {
                String name = kind + "/" + file.getFileName();
                scripts.put(name, Header.parse(name, file.toString(), text(file)));
            }
        }
        return new Scripts(scripts);
    }

    public Collection<Script> all() {
        return byFile.values();
    }

    /** In the order of their files' names. */
    public List<Script> of(Kind kind) {
        return byFile.values().stream().filter(script -> script.kind() == kind).toList();
    }

    public Optional<Script> named(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    private static String text(Path file) throws BrokenScript, IOException {
        if (!NAME.matcher(file.getFileName().toString()).matches()) {
            throw new BrokenScript(file.toString(), 1,
                    "the name of a script has only letters, digits, dots, underscores and hyphens");
        }
        if (Files.size(file) > LARGEST) {
            throw new BrokenScript(file.toString(), 1, "it is larger than " + LARGEST + " bytes");
        }
        try {
            // the strict decoder: what is sent to the server must be what the digest is of
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        } catch (CharacterCodingException e) {
            throw new BrokenScript(file.toString(), 1, "it is not UTF-8");
        }
    }

    /** Shipped scripts say <code>${plain:oid}</code> for a table that they may read; they travel written out. */
    private static String expanded(String text) {
        return PLAIN.matcher(text).replaceAll(
                table -> Matcher.quoteReplacement(UsersCode.harmless(table.group(1))));
    }

    private static String resource(String file) throws IOException {
        try (InputStream in = Scripts.class.getResourceAsStream("shipped/" + file)) {
            if (in == null) {
                throw new IOException("there is no " + file);
            }
            return expanded(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
