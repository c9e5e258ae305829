package io.groundzero.backup.gateway.database;

import java.nio.file.Path;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.SecretFile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The gateway's own database, never the protected one. */
@ConfigMapping(prefix = "gz.database")
public interface DatabaseConfig {

    /** The database server's name or address. */
    @WithDefault("localhost")
    String host();

    /** The database server's port. */
    @Between(least = 1, most = 65_535)
    @WithDefault("5432")
    int port();

    /** The database's name. */
    @WithDefault("gateway")
    String name();

    /** The database's user, who owns its tables. */
    @WithDefault("gateway")
    String user();

    /** The password of the database's user. Read for every new connection. */
    @SecretFile
    Path passwordFile();
}
