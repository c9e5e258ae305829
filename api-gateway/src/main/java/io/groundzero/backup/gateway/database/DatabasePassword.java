package io.groundzero.backup.gateway.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;

/** Gives the datasource its password from a file, so that it stands in no environment. */
@ApplicationScoped
@Unremovable
@Named("password-file")
class DatabasePassword implements CredentialsProvider {

    private final String user;
    private final Path file;

    DatabasePassword(@ConfigProperty(name = "gz.database.user") String user,
            @ConfigProperty(name = "gz.database.password-file") Path file) {
        this.user = user;
        this.file = file;
    }

    @Override
    public Map<String, String> getCredentials(String name) {
        try (var lines = Files.lines(file)) {
            String password = lines.findFirst().orElse("").strip();
            return Map.of(USER_PROPERTY_NAME, user, PASSWORD_PROPERTY_NAME, password);
        } catch (IOException e) {
            throw new IllegalStateException("GZ_DATABASE_PASSWORD_FILE: cannot read " + file, e);
        }
    }
}
