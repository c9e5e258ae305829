package io.groundzero.backup.verifier;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

/** A verifier in a JVM of its own, to be killed while its throwaway server runs. Arguments: scratch, isolation. */
public final class LeftBehind {

    private LeftBehind() {
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Account account = Account.named(TestVerifier.USER).orElseThrow();
        Sandbox sandbox = new LocalSandbox(Isolation.valueOf(arguments[1]), account, List.of(), root);
        Scratch scratch = Scratch.open(root, sandbox);
        ThrowawayServer server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15),
                ThrowawayServerTest.SOURCE, scratch.begin(), 1);
        System.out.println("READY " + server.superuser());
        new CountDownLatch(1).await();
    }
}
