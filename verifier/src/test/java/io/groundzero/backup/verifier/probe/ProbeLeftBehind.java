package io.groundzero.backup.verifier.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.proof.Steps;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

/** A verifier in a JVM of its own, to be killed while it waits for an application. Arguments: scratch, requests, application. */
public final class ProbeLeftBehind {

    private ProbeLeftBehind() {
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Account account = Account.named("ground-zero-throwaway").orElseThrow();
        Sandbox sandbox = new LocalSandbox(Isolation.NAMESPACES, account, List.of(), root);
        Scratch scratch = Scratch.open(root, sandbox);
        ThrowawayServer server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15),
                ThrowawayServerTest.SOURCE, scratch.begin(), 1);
        Path bundle = Files.createDirectories(root.resolveSibling("bundle"));
        Files.createDirectories(bundle.resolve("config/secrets"));
        ProbesConfig.Settings settings = new ProbesTest.Settings(Optional.empty(), "postgres", Optional.empty(),
                List.of(arguments[2], "5678", "psql", "never-leaves"), "http://127.0.0.1:5678/ready",
                Duration.ofMinutes(5), Path.of(arguments[1]), Duration.ofMinutes(5));
        new Probes(() -> Map.of("app", settings), sandbox).run(new Steps(), server, ProbesTest.manifest(),
                Optional.of(bundle));
    }
}
