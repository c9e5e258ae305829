package io.groundzero.backup.gateway.openid;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;

import io.groundzero.backup.gateway.NodeScripts;
import io.groundzero.backup.testbed.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A real OpenID provider, from npm, that knows alice (operator), victor (viewer) and mallory (neither). */
public class IdentityProvider implements QuarkusTestResourceLifecycleManager {

    static final String SECRET = "secret-of-the-gateway-at-the-provider";

    private static int port;

    private Process process;

    static String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Map<String, String> start() {
        try {
            port = Ports.free(1);
            int gateway = Ports.free(1);
            NodeScripts scripts = NodeScripts.install("openid");
            String secret = scripts.file(SECRET + "\n").toString();
            process = scripts.start("provider.mjs", port, "http://127.0.0.1:" + gateway, secret);
            // its first line says that it listens
            BufferedReader said = process.inputReader();
            if (said.readLine() == null) {
                throw new IllegalStateException("the provider ended with " + process.exitValue());
            }
            return Map.of("quarkus.http.test-port", Integer.toString(gateway), "gz.openid.issuer", address(),
                    "gz.openid.client-secret-file", secret, "gz.openid.operators", "backup-operators",
                    "gz.openid.viewers", "backup-viewers,auditors");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        process.destroy();
    }
}
