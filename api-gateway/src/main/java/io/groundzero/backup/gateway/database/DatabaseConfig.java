package io.groundzero.backup.gateway.database;

import java.nio.file.Path;
import java.util.Optional;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.CertificateFile;
import io.groundzero.backup.settings.OneOf;
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

    /**
     * How the connection is encrypted and the server known, as libpq has it. If absent, verify-full with certificates to
     * trust and prefer without.
     */
    @OneOf({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
    Optional<String> sslmode();

    /** Whose certificates are trusted, with verify-ca and verify-full. */
    @CertificateFile
    Optional<Path> sslrootcert();
}
