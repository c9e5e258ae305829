package io.groundzero.backup.contracts.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillIdTest {

    @Test
    void isReadAsItWasWritten() {
        DrillId id = new DrillId(Instant.parse("2026-11-23T03:00:40.9Z"));

        assertThat(id).hasToString("drill-20261123T030040Z");
        assertThat(DrillId.parse(id.toString())).isEqualTo(id);
        assertThat(id.next()).hasToString("drill-20261123T030041Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main-20261123T030040Z", "drill-20261332T030040Z", "drill-../../x",
            "drill-20261123T030040Z/x", "drill-20261123T030040Z\n"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DrillId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
