package io.groundzero.backup.shipper.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;

    @ParameterizedTest
    @CsvSource({"0,10000,16,1", "1,10000,16,1", "16777216,10000,16,1", "16777217,10000,16,2", "83886080,10000,16,5",
            "83886081,10000,16,6", "134217728000,10000,16,8000", "134217728001,10000,17,7530",
            "5497558138880,10000,656,7993", "13421772800,1000,16,800", "13421772801,1000,17,753",
            "4398046511104,1000,5120,820"})
    void partsGrowWithTheObject(long size, int partLimit, long expectedMib, int expectedCount) {
        Parts parts = Parts.of(size, 16 * MIB, partLimit);

        assertThat(parts.partSize()).isEqualTo(expectedMib * MIB);
        assertThat(parts.count()).isEqualTo(expectedCount);
    }

    @ParameterizedTest
    @CsvSource({"1000", "10000"})
    void allSizesUpToTheLargestObjectFit(int partLimit) {
        for (long size = 1; size <= 5 * TIB && size <= partLimit * 5 * GIB; size = size * 3 + 7) {
            Parts parts = Parts.of(size, 16 * MIB, partLimit);

            assertThat(parts.count()).isBetween(1, partLimit);
            assertThat(parts.partSize()).isBetween(16 * MIB, 5 * GIB);
            int last = parts.count() - 1;
            assertThat(parts.offset(last) + parts.length(last)).isEqualTo(size);
            assertThat(parts.length(last)).isBetween(1L, parts.partSize());
        }
    }

    @Test
    void whatNoPartSizeFitsIsRefused() {
        assertThat(Parts.of(1000 * 5 * GIB, 16 * MIB, 1000).count()).isEqualTo(1000);
        assertThatThrownBy(() -> Parts.of(1000 * 5 * GIB + 1, 16 * MIB, 1000)).hasMessageContaining("do not fit");
    }
}
