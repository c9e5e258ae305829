package io.groundzero.backup.verifier.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the versions of pg_dumpall write differs; a mutant that is no SQL would be refuted for the wrong reason. */
class GlobalsDefectsTest {

    @ParameterizedTest(name = "PostgreSQL {0}")
    @CsvSource(delimiter = '|', value = {
            "15 | WITH ADMIN OPTION GRANTED BY postgres; | GRANTED BY postgres;",
            "16 | WITH ADMIN OPTION, INHERIT TRUE GRANTED BY postgres; | WITH INHERIT TRUE GRANTED BY postgres;",
            "17 | WITH ADMIN TRUE, INHERIT FALSE, SET FALSE GRANTED BY postgres; |"
                    + " WITH INHERIT FALSE, SET FALSE GRANTED BY postgres;"})
    void theAdminOptionIsLostAndNothingElse(int version, String options, String left) {
        String grant = "GRANT sample_reader TO sample_login ";

        assertThat((grant + options).replaceFirst(GlobalsDefects.ADMIN_OPTION, GlobalsDefects.ADMIN_OPTION_LOST))
                .isEqualTo(grant + left);
    }
}
