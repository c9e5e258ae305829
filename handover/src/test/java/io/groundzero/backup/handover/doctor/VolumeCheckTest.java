package io.groundzero.backup.handover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.handover.doctor.Finding.Kind;
import io.groundzero.backup.settings.Settings;

class VolumeCheckTest {

    @TempDir
    Path folder;

    @Test
    void saysHowMuchIsFreeAndLeavesNothing() throws Exception {
        Finding finding = look(folder.toString());

        assertThat(finding.kind()).isEqualTo(Kind.OK);
        assertThat(finding.words()).startsWith(folder + " is writable, ").contains(" are free", folder + "/pg");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNotThere() throws Exception {
        for (String root : new String[]{"relative", folder.resolve("absent").toString(),
                Files.writeString(folder.resolve("file"), "").toString()}) {
            assertThat(look(root).kind()).as(root).isEqualTo(Kind.FAIL);
        }
    }

    private static Finding look(String root) throws Exception {
        Findings findings = new Findings();
        VolumeCheck.of(GivenSettings.of(Settings.of("test"), Map.of("GZ_VOLUME", root))).look().at(findings);
        assertThat(findings.list()).hasSize(1);
        return findings.list().get(0);
    }
}
