package io.groundzero.backup.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.event.Events.Told;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class EventsTest {

    private final Events events = new Events();

    @Test
    void whoComesNewHearsWhatHappensFromThenOn() {
        tell(1);
        AssertSubscriber<Told> listener = listen(null);
        tell(2);
        tell(3);

        assertThat(heard(listener)).containsExactly("2", "3");
    }

    @Test
    void whoReturnsHearsWhatItMissedOnceAndInOrder() {
        AssertSubscriber<Told> listener = listen(null);
        tell(1);
        String last = listener.getItems().get(0).id();
        listener.cancel();
        tell(2);
        tell(3);

        AssertSubscriber<Told> again = listen(last);
        tell(4);

        assertThat(heard(listener)).containsExactly("1");
        assertThat(heard(again)).containsExactly("2", "3", "4");
        assertThat(again.getItems()).extracting(Told::id).doesNotHaveDuplicates().doesNotContain(last);
    }

    @Test
    void whoMissedNothingHearsNothingTwice() {
        AssertSubscriber<Told> listener = listen(null);
        tell(1);

        AssertSubscriber<Told> again = listen(listener.getItems().get(0).id());
        tell(2);

        assertThat(heard(again)).containsExactly("2");
    }

    @Test
    void whatIsRememberedIsRepeatedWhole() {
        AssertSubscriber<Told> listener = listen(null);
        IntStream.rangeClosed(1, Events.REMEMBERED + 1).forEach(this::tell);
        String first = listener.getItems().get(0).id();

        assertThat(heard(listen(first))).hasSize(Events.REMEMBERED).startsWith("2")
                .endsWith(Integer.toString(Events.REMEMBERED + 1));
    }

    @Test
    void whoWasAwayTooLongIsToldToLookAnew() {
        AssertSubscriber<Told> listener = listen(null);
        IntStream.rangeClosed(1, Events.REMEMBERED + 2).forEach(this::tell);

        AssertSubscriber<Told> again = listen(listener.getItems().get(0).id());
        tell(7777);

        assertThat(heard(again)).containsExactly("reset", "7777");
        // and from there on it can return
        assertThat(heard(listen(again.getItems().get(0).id()))).containsExactly("7777");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-1", "", "nonsense", "-1", "99999999999999999999-1"})
    void whoComesFromAnotherRunIsToldToLookAnew(String id) {
        tell(1);

        assertThat(heard(listen(id))).containsExactly("reset");
    }

    @Test
    void aNumberThatWasNotReachedYetIsOfNoUse() {
        AssertSubscriber<Told> listener = listen(null);
        tell(1);

        assertThat(heard(listen(listener.getItems().get(0).id() + "0"))).containsExactly("reset");
    }

    @Test
    void aListenerThatIsTooSlowIsCutOffAndOthersAreNot() {
        AssertSubscriber<Told> slow = events.after(null).subscribe().withSubscriber(AssertSubscriber.create(1));
        AssertSubscriber<Told> quick = listen(null);

        int many = 2 * Events.REMEMBERED + 2;
        IntStream.rangeClosed(1, many).forEach(this::tell);
        slow.request(Long.MAX_VALUE);

        assertThat(slow.hasCompleted()).isTrue();
        assertThat(heard(slow)).startsWith("1").doesNotContain(Integer.toString(many));
        assertThat(heard(quick)).hasSize(many);
    }

    private void tell(int number) {
        events.tell(new StatusEvent(Integer.toString(number), "main-20300101T000000Z", "main", Stage.DUMP, null,
                StageState.PROGRESS, 1, Instant.EPOCH, null, null, null, null, null, null), BackupState.DUMPING);
    }

    private AssertSubscriber<Told> listen(String lastId) {
        return events.after(lastId).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static List<String> heard(AssertSubscriber<Told> listener) {
        List<String> heard = new ArrayList<>();
        listener.getItems().forEach(told -> heard.add(told.event() == null ? "reset" : told.event().id()));
        return heard;
    }
}
