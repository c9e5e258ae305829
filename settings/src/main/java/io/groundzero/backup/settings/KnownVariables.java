package io.groundzero.backup.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The environment variables of all services and of what starts them. All services get the same environment, so each must
 * know the others' to tell them from a typing error. {@code make docs} writes the list.
 */
final class KnownVariables {

    private static final String OURS = "GZ_";
    private static final String LIST = "known-variables.tsv";
    private static final String FILE = "_FILE";

    private final Map<VariablePattern, String> meanings;

    /** @param meanings by variable, in which {@code *} stands for a name */
    KnownVariables(Map<String, String> meanings) {
        this.meanings = new LinkedHashMap<>();
        meanings.forEach((variable, meaning) -> this.meanings.put(new VariablePattern(variable), meaning));
    }

    static KnownVariables load() {
        try (InputStream in = KnownVariables.class.getResourceAsStream(LIST)) {
            Map<String, String> meanings = new LinkedHashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split("\t", 2);
                meanings.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
            return new KnownVariables(meanings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> meaning(String variable) {
        return meanings.entrySet().stream().filter(known -> known.getKey().matches(variable))
                .map(Map.Entry::getValue).filter(meaning -> !meaning.isEmpty()).findFirst();
    }

    /** Refuses what looks like a typing error, and warns of what nothing here reads. */
    Findings check(Collection<String> environment) {
        List<String> unknown = new TreeSet<>(environment).stream()
                .filter(name -> name.startsWith(OURS) && !isKnown(name)).toList();
        return new Findings(unknown.stream().map(this::typingError).flatMap(Optional::stream).toList(),
                unknown.stream().filter(name -> typingError(name).isEmpty())
                        .map(name -> name + " is no setting of any service; nothing reads it").toList());
    }

    private boolean isKnown(String name) {
        return meanings.keySet().stream().anyMatch(pattern -> pattern.matches(name));
    }

    private Optional<String> typingError(String name) {
        if (isKnown(name + FILE)) {
            return Optional.of(name + " is no setting: a secret does not stand in the environment. Put it into a file "
                    + "and name that: " + name + FILE);
        }
        for (VariablePattern pattern : meanings.keySet()) {
            Optional<String> broken = pattern.brokenName(name);
            if (broken.isPresent()) {
                return Optional.of(name + " is no setting: a name in a variable consists of letters and digits, and "
                        + broken.get() + " does not");
            }
        }
        return meanings.keySet().stream().map(pattern -> pattern.filledLike(name))
                .filter(candidate -> Distance.isSmall(name, candidate))
                .min((one, other) -> Distance.between(name, one) - Distance.between(name, other))
                .map(candidate -> name + " is no setting: is " + candidate + " meant?");
    }

    @Override
    public String toString() {
        return Arrays.toString(meanings.keySet().toArray());
    }
}
