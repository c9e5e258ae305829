package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

/** {@link HugeRows} has the rows themselves. */
class TooLargeTest {

    @Test
    void theServersLimitIsToldFromItsLackOfMemory() {
        assertThat(TooLarge.is(new SQLException("ERROR: out of memory", "54000"))).isTrue();
        assertThat(TooLarge.is(new SQLException("ERROR: invalid memory alloc request size 1120000003", "XX000")))
                .isTrue();
        assertThat(TooLarge.is(new SQLException("ERROR: out of memory", "53200"))).isFalse();
        assertThat(TooLarge.is(new SQLException("ERROR: cache lookup failed for relation 1", "XX000"))).isFalse();
        assertThat(TooLarge.is(new SQLException("no state"))).isFalse();
    }
}
