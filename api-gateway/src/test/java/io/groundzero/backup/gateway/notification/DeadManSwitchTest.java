package io.groundzero.backup.gateway.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.status.Protection.State;

class DeadManSwitchTest {

    @Test
    void theSettingSaysWhatIsStillGood() {
        assertThat(State.values()).filteredOn(state -> DeadManSwitch.isGood(state, State.AT_RISK))
                .containsExactly(State.PROTECTED, State.AT_RISK);
        assertThat(State.values()).filteredOn(state -> DeadManSwitch.isGood(state, State.PROTECTED))
                .containsExactly(State.PROTECTED);
    }
}
