package io.groundzero.backup.fingerprint;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a table or of a part of it, the sums of two 64-bit hashes over them, and of one for each summed column.
 */
public record Content(long rows, BigInteger first, BigInteger second, List<BigInteger> columns) {

    public static final Content EMPTY = new Content(0, BigInteger.ZERO, BigInteger.ZERO, List.of());

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(64);

    /** From a row of number, sum and sum, and maybe more sums. */
    public static Content of(ResultSet row) throws SQLException {
        List<BigInteger> columns = new ArrayList<>();
        for (int i = 4; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getBigDecimal(i).toBigIntegerExact());
        }
        return new Content(row.getLong(1), row.getBigDecimal(2).toBigIntegerExact(),
                row.getBigDecimal(3).toBigIntegerExact(), columns);
    }

    /** @param other a part of the same whole, with as many columns */
    public Content plus(Content other) {
        List<BigInteger> sums = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            sums.add(columns.get(i).add(other.columns.get(i)));
        }
        return new Content(rows + other.rows, first.add(other.first), second.add(other.second), sums);
    }

    /** The lower half of a sum, as 8 hexadecimal digits. */
    static String shortHex(BigInteger sum) {
        return String.format("%08x", sum.mod(BigInteger.ONE.shiftLeft(32)));
    }

    /** Both sums, as 32 hexadecimal digits. */
    public String hex() {
        return String.format("%016x%016x", first.mod(MODULUS), second.mod(MODULUS));
    }
}
