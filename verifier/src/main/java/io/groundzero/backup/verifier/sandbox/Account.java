package io.groundzero.backup.verifier.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.groundzero.backup.postgres.ChildProcess;

/**
 * A user of the operating system.
 *
 * @param name its name
 * @param uid its number
 * @param gid its group's number
 */
public record Account(String name, int uid, int gid) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The user that this JVM runs as. */
    public static Account own() throws IOException, InterruptedException {
        return new Account(id("-un").orElse("?"), number(id("-u")), number(id("-g")));
    }

    /**
     * @return empty if there is no such user
     */
    public static Optional<Account> named(String name) throws IOException, InterruptedException {
        Optional<String> uid = id("-u", "--", name);
        return uid.isEmpty()
                ? Optional.empty()
                : Optional.of(new Account(name, Integer.parseInt(uid.get()), number(id("-g", "--", name))));
    }

    public boolean root() {
        return uid == 0;
    }

    /** Gives it a file, or a directory with all below it. Links are given, not what they point to. */
    public void own(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Map<String, Integer> wanted = Map.of("unix:uid", uid, "unix:gid", gid);
            for (Map.Entry<String, Integer> attribute : wanted.entrySet()) {
                if (!Files.getAttribute(path, attribute.getKey(), LinkOption.NOFOLLOW_LINKS)
                        .equals(attribute.getValue())) {
                    Files.setAttribute(path, attribute.getKey(), attribute.getValue(), LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static Optional<String> id(String... words) throws IOException, InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> command = Stream.concat(Stream.of("id"), Stream.of(words)).toList();
        ChildProcess.Outcome outcome = ChildProcess.of(command).stdout(said).run(PATIENCE);
        return outcome.exitCode() == 0 ? Optional.of(said.toString(StandardCharsets.UTF_8).strip()) : Optional.empty();
    }

    private static int number(Optional<String> text) throws IOException {
        return Integer.parseInt(text.orElseThrow(() -> new IOException("the program id does not answer")));
    }
}
