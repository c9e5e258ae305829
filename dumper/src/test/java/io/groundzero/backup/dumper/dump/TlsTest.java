package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.testbed.TestAuthority;
import io.groundzero.backup.trust.PostgresTls;

/** Both ways to the source, the driver's and that of pg_dump's kin, believe only the right server. */
class TlsTest {

    private static final Path RIGHT = SourceCluster.AUTHORITY.certificate();
    private static final Path WRONG = TestAuthority.create().certificate();

    @TempDir
    Path folder;

    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        setting = new DumpSetting(folder);
        setting.databases = List.of("guarded");
        SourceCluster.shared().create("guarded", "CREATE TABLE t(x int)");
    }

    @Test
    void dumpsAServerThatProvesWhoItIs() throws Exception {
        verify(TestAuthority.HOST, RIGHT);

        assertThat(setting.dump().artifacts()).isNotEmpty();
    }

    @Test
    void refusesAnotherAuthority() throws Exception {
        verify(TestAuthority.HOST, WRONG);

        assertDriverRefuses("localhost:" + setting.port, "not signed by an authority that is trusted here");
        assertProgramRefuses("pg_dump", "certificate verify failed");
        assertProgramRefuses("pg_dumpall", "certificate verify failed");
    }

    @Test
    void refusesAnotherHostName() throws Exception {
        verify("127.0.0.1", RIGHT);

        assertDriverRefuses("127.0.0.1:" + setting.port, "its certificate is not for this host name");
        assertProgramRefuses("pg_dump", "does not match host name");
        assertProgramRefuses("pg_dumpall", "does not match host name");
    }

    private void verify(String host, Path authority) {
        setting.host = host;
        setting.tls = PostgresTls.of("", Optional.empty(), Optional.of(authority)).properties();
    }

    private void assertDriverRefuses(String... words) {
        BackupException failure = catchThrowableOfType(BackupException.class, setting::dump);
        assertRefused(failure);
        assertThat(failure.getMessage()).contains(words);
    }

    private void assertProgramRefuses(String name, String words) throws Exception {
        ChildProcess.Outcome outcome = ChildProcess
                .of(List.of(SourceCluster.PROGRAMS.resolve(name).toString(), "--no-password"))
                .environment(SourceServer.of(setting.cluster()).environment("guarded")).run();

        BackupException failure = catchThrowableOfType(BackupException.class,
                () -> ProgramFailures.require(outcome, name));
        assertRefused(failure);
        assertThat(failure).hasMessageContaining(words);
    }

    private static void assertRefused(BackupException failure) {
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(ErrorCode.SOURCE_UNTRUSTED);
        assertThat(failure.code().curedByTime()).isFalse();
    }
}
