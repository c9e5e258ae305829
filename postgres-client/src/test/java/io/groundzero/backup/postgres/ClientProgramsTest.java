package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

class ClientProgramsTest {

    @TempDir
    Path folder;

    @Test
    void findsThoseOfTheWantedMajor() throws Exception {
        ClientPrograms programs = ClientPrograms.locate(15);

        assertThat(programs.folder()).isEqualTo(Path.of("/usr/lib/postgresql/15/bin"));
        assertThat(programs.version()).startsWith("15.");
    }

    @Test
    void takesNoOtherMajorThanTheWanted() throws Exception {
        fake("pg_dump", "14.3");

        assertThatThrownBy(() -> ClientPrograms.locate(15, List.of(folder), List.of("pg_dump")))
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_VERSION_UNSUPPORTED))
                .hasMessageContaining("no pg_dump of PostgreSQL 15").hasMessageContaining("found 14.3 in " + folder);
    }

    @Test
    void takesNoIncompleteFolder() throws Exception {
        fake("pg_dump", "15.3");

        assertThatThrownBy(() -> ClientPrograms.locate(15, List.of(folder), ClientPrograms.DUMP))
                .hasMessageContaining("(without pg_dumpall, pg_restore, psql)");
    }

    @Test
    void looksFurther() throws Exception {
        fake("pg_dump", "14.3");

        ClientPrograms programs = ClientPrograms.locate(15, List.of(folder, Path.of("/usr/lib/postgresql/15/bin")),
                ClientPrograms.DUMP);

        assertThat(programs.program("pg_dump")).isExecutable();
    }

    @Test
    void readsBetaAndDistributionVersions() throws Exception {
        fake("pg_dump", "19beta1 (Debian 19~beta1-1)");

        assertThat(ClientPrograms.locate(19, List.of(folder), List.of("pg_dump")).version()).isEqualTo("19beta1");
    }

    @Test
    void findsTheNewest() throws Exception {
        fake("pg_dump", "99.1");

        ClientPrograms newest = ClientPrograms.newest(List.of(Path.of("/usr/lib/postgresql/15/bin"), folder),
                List.of("pg_dump"));
        ClientPrograms whole = ClientPrograms.newest(List.of(folder, Path.of("/usr/lib/postgresql/15/bin")),
                ClientPrograms.DUMP);

        assertThat(newest).isEqualTo(new ClientPrograms(99, "99.1", folder));
        assertThat(whole.major()).isEqualTo(15);
        assertThat(ClientPrograms.newest(List.of(), ClientPrograms.RESTORE).major()).isGreaterThanOrEqualTo(15);
    }

    @Test
    void saysWhereNoneWasFound() {
        assertThatThrownBy(() -> ClientPrograms.newest(List.of(folder), List.of("pg_dump")))
                .hasMessageContaining("no pg_dump in [" + folder + "]; found none");
    }

    private void fake(String name, String version) throws Exception {
        Path file = Files.writeString(folder.resolve(name),
                "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
