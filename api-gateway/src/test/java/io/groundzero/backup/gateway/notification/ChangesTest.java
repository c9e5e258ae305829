package io.groundzero.backup.gateway.notification;

import static io.groundzero.backup.gateway.notification.Examples.AT;
import static io.groundzero.backup.gateway.notification.Examples.alarm;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.alarm.Alarm;
import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Protection.State;

class ChangesTest {

    private static final Alarm OLD = alarm(AlarmKind.PARKED, "");
    private static final Alarm FIRST = alarm(AlarmKind.BACKUP_FAILED, "a");
    private static final Alarm SECOND = alarm(AlarmKind.BACKUP_FAILED, "b");

    @Test
    void whatBeganEarlierAndIsThereIsNew() {
        AlarmChange merged = Changes.merge(change(State.PROTECTED, State.AT_RISK, List.of(FIRST), List.of(), FIRST),
                change(State.AT_RISK, State.UNPROTECTED, List.of(SECOND), List.of(), FIRST, SECOND));

        assertThat(merged.before()).isEqualTo(State.PROTECTED);
        assertThat(merged.state()).isEqualTo(State.UNPROTECTED);
        assertThat(merged.raised()).containsExactly(FIRST, SECOND);
        assertThat(merged.open()).containsExactly(FIRST, SECOND);
        assertThat(merged.cleared()).isEmpty();
    }

    @Test
    void whatCameAndWentIsToldAsOver() {
        AlarmChange merged = Changes.merge(
                change(State.AT_RISK, State.AT_RISK, List.of(FIRST), List.of(OLD), FIRST),
                change(State.AT_RISK, State.PROTECTED, List.of(), List.of(FIRST)));

        assertThat(merged.raised()).isEmpty();
        assertThat(merged.cleared()).containsExactly(OLD, FIRST);
        assertThat(merged.open()).isEmpty();
    }

    @Test
    void whatIsBackIsNotOver() {
        AlarmChange merged = Changes.merge(change(State.AT_RISK, State.PROTECTED, List.of(), List.of(FIRST)),
                change(State.PROTECTED, State.AT_RISK, List.of(FIRST), List.of(), FIRST));

        assertThat(merged.raised()).containsExactly(FIRST);
        assertThat(merged.cleared()).isEmpty();
    }

    private static AlarmChange change(State before, State state, List<Alarm> raised, List<Alarm> cleared,
            Alarm... open) {
        return new AlarmChange(AT, before, state, raised, cleared, List.of(open));
    }
}
