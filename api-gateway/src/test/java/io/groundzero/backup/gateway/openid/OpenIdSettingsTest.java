package io.groundzero.backup.gateway.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.gateway.security.Roles;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class OpenIdSettingsTest {

    @TempDir
    private Path folder;

    private final Map<String, String> values = new HashMap<>();

    @BeforeEach
    void good() throws IOException {
        values.put("gz.openid.issuer", "https://login.example.com/realms/company");
        values.put("gz.openid.client-secret-file", Files.writeString(folder.resolve("secret"), "hidden\n").toString());
        values.put("gz.openid.operators", "dba,on-call");
        values.put("gz.openid.viewers", "staff");
    }

    @Test
    void theStrongestGroupCounts() {
        OpenIdSettings settings = settings();

        assertThat(settings.role(List.of("staff"))).contains(Roles.VIEWER);
        assertThat(settings.role(List.of("staff", "on-call"))).contains(Roles.OPERATOR);
        assertThat(settings.role(List.of("others", "STAFF"))).isEmpty();
        assertThat(settings.role(List.of())).isEmpty();
        assertThat(settings.toString()).doesNotContain("hidden");
    }

    @Test
    void withoutAnIssuerThereIsNone() {
        values.clear();

        assertThat(OpenIdSettings.of(config())).isEmpty();
    }

    @Test
    void whatIsUnsafeOrMissingIsRefusedInPlainWords() throws IOException {
        refused("gz.openid.issuer", "http://login.example.com", "https");
        refused("gz.openid.issuer", "nonsense", "https");
        refused("gz.openid.client-secret-file", folder.resolve("none").toString(), "cannot read");
        refused("gz.openid.client-secret-file", Files.writeString(folder.resolve("empty"), "\n").toString(), "empty");
        values.remove("gz.openid.client-secret-file");
        assertThatThrownBy(this::settings).hasMessageContaining("GZ_OPENID_CLIENT_SECRET_FILE is missing");
        good();
        values.remove("gz.openid.operators");
        values.remove("gz.openid.viewers");
        assertThatThrownBy(this::settings).hasMessageContaining("GZ_OPENID_OPERATORS");
    }

    private void refused(String name, String value, String reason) throws IOException {
        values.put(name, value);
        assertThatThrownBy(this::settings).isInstanceOf(IllegalStateException.class).hasMessageContaining(reason);
        good();
    }

    private OpenIdSettings settings() {
        return OpenIdSettings.of(config()).orElseThrow();
    }

    private OpenIdConfig config() {
        return new SmallRyeConfigBuilder().withMapping(OpenIdConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100)).build()
                .getConfigMapping(OpenIdConfig.class);
    }
}
