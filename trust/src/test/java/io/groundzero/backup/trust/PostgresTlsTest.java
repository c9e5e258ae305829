package io.groundzero.backup.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.testbed.TestAuthority;

class PostgresTlsTest {

    @TempDir
    Path folder;

    private static Path authority;

    @BeforeAll
    static void make() {
        authority = TestAuthority.create().certificate();
    }

    @Test
    void anAuthorityAloneMeansToVerifyEverything() {
        assertThat(of(null, authority).properties())
                .isEqualTo(Map.of("sslmode", "verify-full", "sslrootcert", authority.toString()));
    }

    @Test
    void nothingMeansWhatTheServerOffers() {
        assertThat(of(null, null).properties()).isEqualTo(Map.of("sslmode", "prefer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "allow", "prefer", "require"})
    void anAuthorityThatNobodyLooksAtIsRefused(String mode) {
        assertThatThrownBy(() -> of(mode, authority)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing is verified with gz.x.sslmode=" + mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void verifyingNeedsAnAuthority(String mode) {
        assertThatThrownBy(() -> of(mode, null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gz.x.sslrootcert must name");
    }

    @Test
    void unknownModesAreRefused() {
        assertThatThrownBy(() -> of("verify", authority)).hasMessageContaining("gz.x.sslmode must be one of");
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path garbage = Files.writeString(folder.resolve("garbage"), "certificate\n");
        Path key = authority.resolveSibling("server-key.pem");

        for (Path file : new Path[]{empty, garbage, key}) {
            assertThatThrownBy(() -> of(null, file)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gz.x.sslrootcert: " + file + " holds no certificates");
        }
        assertThatThrownBy(() -> of(null, folder.resolve("none"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gz.x.sslrootcert: cannot read ");
    }

    private static PostgresTls of(String mode, Path file) {
        return PostgresTls.of("gz.x.", Optional.ofNullable(mode), Optional.ofNullable(file));
    }
}
