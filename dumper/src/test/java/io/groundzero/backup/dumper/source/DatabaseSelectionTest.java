package io.groundzero.backup.dumper.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.OmittedDatabase;

class DatabaseSelectionTest {

    private static final SourceDatabase APP = new SourceDatabase("app", 10, false, true, false, true);
    private static final SourceDatabase DRAFTS = new SourceDatabase("drafts", 10, true, true, false, true);
    private static final SourceDatabase BROKEN = new SourceDatabase("broken", 0, false, true, true, true);
    private static final SourceDatabase CLOSED = new SourceDatabase("closed", 0, false, false, false, true);
    private static final SourceDatabase TEMPLATE0 = new SourceDatabase("template0", 10, true, false, false, true);
    private static final SourceDatabase TEMPLATE1 = new SourceDatabase("template1", 10, true, true, false, true);

    @Test
    void unaskedAllButTemplatesAndRuinsAreDumpedAndTheseAreTold() throws Exception {
        // When
        DatabaseSelection selection = DatabaseSelection.of(List.of(APP, BROKEN, DRAFTS, TEMPLATE0, TEMPLATE1),
                List.of());

        // Then
        assertThat(selection.chosen()).containsExactly(APP);
        assertThat(selection.omitted()).containsExactly(
                new OmittedDatabase("broken", "it was being dropped, and only that can be done with it"),
                new OmittedDatabase("drafts",
                        "it is a template; list it in gz.clusters.<name>.databases if it should be"));
    }

    @Test
    void whatIsNotListedIsTold() throws Exception {
        // When
        DatabaseSelection selection = DatabaseSelection.of(List.of(APP, CLOSED, DRAFTS, TEMPLATE0, TEMPLATE1),
                List.of("drafts"));

        // Then
        assertThat(selection.chosen()).containsExactly(DRAFTS);
        assertThat(selection.omitted()).extracting(OmittedDatabase::name).containsExactly("app", "closed");
        assertThat(selection.omitted()).extracting(OmittedDatabase::reason)
                .containsOnly("it is not among those that gz.clusters.<name>.databases lists");
    }

    @Test
    void whatIsWantedAndCannotBeDumpedIsRefused() {
        refused(List.of(APP, CLOSED), List.of(), ErrorCode.SOURCE_PERMISSION_MISSING, "database closed accepts no");
        refused(List.of(APP, BROKEN), List.of("broken"), ErrorCode.SOURCE_PERMISSION_MISSING, "database broken");
        refused(List.of(APP), List.of("lost"), ErrorCode.REQUEST_INVALID, "no database called lost; it has [app]");
    }

    private static void refused(List<SourceDatabase> all, List<String> wanted, ErrorCode code, String words) {
        assertThatThrownBy(() -> DatabaseSelection.of(all, wanted)).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(code)).hasMessageContaining(words);
    }
}
