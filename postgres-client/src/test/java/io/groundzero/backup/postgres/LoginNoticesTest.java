package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLWarning;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** What a German PostgreSQL 15 said at login, as the protocol has it, and what pg_dump made of it. */
class LoginNoticesTest {

    private static final String SEARCH = "ungültiger Wert für Parameter »default_text_search_config«: »no.pe«";
    private static final String ROLE = "Rolle »nobodyy« existiert nicht";
    private static final String COLLATION = "Version von Sortierfolge in Datenbank »w« stimmt nicht überein";
    private static final String RAISED = "Konto gesperrt";
    private static final String OTHER = "etwas anderes";

    private final LoginNotices login = notices(warning("22023", SEARCH, "call_string_check_hook"),
            warning("42704", ROLE, "call_string_check_hook"), warning("01000", COLLATION, "CheckMyDatabase"),
            warning("22023", RAISED, "exec_stmt_raise"), warning("01000", OTHER, "elsewhere"));

    @Test
    void whatTheServerSaysOfSettingsAndCollationsIsHarmlessInItsLanguage() {
        assertThat(
                serious("WARNUNG:  " + SEARCH, "DETAIL:  Sie ist weg.", "WARNUNG:  " + ROLE, "WARNUNG:  " + COLLATION,
                        "HINT:  Bauen Sie alles neu."))
                .isEmpty();
    }

    @Test
    void allElseRemainsSerious() {
        assertThat(serious("WARNUNG:  " + RAISED, "WARNUNG:  " + OTHER, "WARNUNG:  Rolle »somebody« existiert nicht",
                "FEHLER:  " + SEARCH, "pg_dump: warning: " + SEARCH)).hasSize(5);
    }

    private List<String> serious(String... lines) {
        return Warnings.serious(new ChildProcess.Outcome(0, List.of(lines), 0, Duration.ZERO), login);
    }

    private static LoginNotices notices(SQLWarning... warnings) {
        for (int i = 1; i < warnings.length; i++) {
            warnings[0].setNextWarning(warnings[i]);
        }
        return LoginNotices.of(warnings[0]);
    }

    private static SQLWarning warning(String state, String words, String routine) {
        return new PSQLWarning(new ServerErrorMessage(
                "SWARNUNG\0VWARNING\0C" + state + "\0M" + words + "\0Fsource.c\0L1\0R" + routine + "\0"));
    }
}
