package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.LimitedOutput;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Enclosure;

/** Asks the application, from beside it: with curl, which is told everything by files. */
final class Caller {

    static final int LONGEST_ANSWER = 2 << 20;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Enclosure enclosure;
    private final Account account;
    private final Path folder;

    /**
     * @param folder where the throwaway user can read, and only this JVM write
     */
    Caller(Enclosure enclosure, Account account, Path folder) {
        this.enclosure = enclosure;
        this.account = account;
        this.folder = folder;
    }

    /**
     * @param limit for the whole answer
     * @throws IOException if there is no answer; what it says may hold secrets
     */
    Answer call(Request request, Duration limit) throws IOException, InterruptedException {
        Path orders = folder.resolve("request");
        Path body = folder.resolve("body");
        LimitedOutput received = new LimitedOutput(LONGEST_ANSWER);
        try {
            if (request.body().isPresent()) {
                write(body, request.body().get());
            }
            write(orders, String.join("\n", orders(request, body, limit)).getBytes(UTF_8));
            ChildProcess.Outcome outcome = enclosure
                    .neighbour(List.of("curl", "--disable", "--config", orders.toString())).stdout(received)
                    .run(limit.plus(GRACE));
            if (outcome.exitCode() != 0) {
                throw new IOException(outcome.stderr().isEmpty()
                        ? outcome.words()
                        : outcome.stderr().get(outcome.stderr().size() - 1));
            }
        } finally {
            Files.deleteIfExists(orders);
            Files.deleteIfExists(body);
        }
        if (received.omitted()) {
            throw new IOException("the answer is longer than " + (LONGEST_ANSWER >> 20) + " MiB");
        }
        return Answer.parse(received.toByteArray());
    }

    private static List<String> orders(Request request, Path body, Duration limit) {
        List<String> orders = new ArrayList<>(List.of("silent", "show-error", "include", "http1.1", "globoff",
                "path-as-is", "proto = \"=http\"", "noproxy = \"*\"",
                String.format(Locale.ROOT, "max-time = %.3f", limit.toMillis() / 1000.0),
                "url = " + quoted(request.address()), "user-agent = \"ground-zero-probe\"",
                // no interim answers
                "header = \"Expect:\""));
        orders.add(request.method().equals("HEAD") ? "head" : "request = " + quoted(request.method()));
        request.headers().forEach((name, value) -> orders
                .add("header = " + quoted(value.isEmpty() ? name + ";" : name + ": " + value)));
        if (request.body().isPresent()) {
            orders.add("data-binary = " + quoted("@" + body));
        }
        return orders;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t").replace("\n", "\\n")
                .replace("\r", "\\r") + '"';
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content, StandardOpenOption.WRITE);
        account.own(file);
    }
}
