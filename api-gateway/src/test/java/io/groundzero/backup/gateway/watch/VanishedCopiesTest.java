package io.groundzero.backup.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Protection.Problem;

class VanishedCopiesTest {

    private static final Instant LOOK = Instant.parse("2026-03-10T00:00:00Z");

    @Test
    void aVolumeThatIsNotMountedIsOneProblem() {
        List<Problem> problems = VanishedCopies.problems(Stream.concat(
                IntStream.of(7, 6, 5, 4, 3, 2).mapToObj(day -> missing("local", day, LOOK)),
                Stream.of(missing("off-site", 1, LOOK))).toList());

        assertThat(problems).extracting(Problem::kind).containsOnly(AlarmKind.COPY_VANISHED);
        assertThat(problems).extracting(Problem::subject).containsExactly("local main-20260307T030000Z",
                "off-site main-20260301T030000Z");
        assertThat(problems.get(0).what())
                .isEqualTo("the local copy of main-20260307T030000Z is gone; found by the same"
                        + " look, not there or not whole: 5 other copies (main-20260306T030000Z, main-20260305T030000Z,"
                        + " main-20260304T030000Z and 2 more)");
        assertThat(problems.get(0).remedy()).contains("mounted");
        assertThat(problems.get(1).what()).isEqualTo("the off-site copy of main-20260301T030000Z is gone");
    }

    @Test
    void whatVanishesLaterIsAnotherOne() {
        List<Problem> problems = VanishedCopies.problems(List.of(missing("local", 3, LOOK.plusSeconds(3600)),
                missing("local", 2, LOOK), missing("local", 1, null)));

        assertThat(problems).hasSize(3);
    }

    @Test
    void eachClusterIsToldOfItsOwn() {
        MissingCopyRow another = missing("local", 1, LOOK);
        another.key = new MissingCopyRow.Key("local", "other-20260301T030000Z");

        assertThat(VanishedCopies.problems(List.of(another, missing("local", 1, LOOK)))).extracting(Problem::subject)
                .containsExactly("local other-20260301T030000Z", "local main-20260301T030000Z");
    }

    private static MissingCopyRow missing(String place, int day, Instant since) {
        MissingCopyRow row = new MissingCopyRow();
        row.key = new MissingCopyRow.Key(place, "main-2026030" + day + "T030000Z");
        row.what = "is gone";
        row.since = since;
        return row;
    }
}
