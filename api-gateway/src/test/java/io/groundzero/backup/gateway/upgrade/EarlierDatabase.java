package io.groundzero.backup.gateway.upgrade;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.testbed.EarlierRelease;
import io.groundzero.backup.testbed.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The gateway's database as release 0.1 left it, on the server of {@link Servers}. */
public class EarlierDatabase implements QuarkusTestResourceLifecycleManager {

    private static final String NAME = "earlier";

    @Override
    public Map<String, String> start() {
        TestPostgres server = Servers.database();
        try (Connection connection = server.connect("postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
            EarlierRelease.of("0.1").loadGateway(server, NAME);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Map.of("gz.database.name", NAME, "gz.gateway.clusters", "groundzero");
    }

    /** After {@link Servers}, whose settings this replaces in part. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {
        // goes with its server
    }
}
