package io.groundzero.backup.fingerprint;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Rows of a table or of a part of it, and the sums of two 64-bit hashes over them.
 */
record Content(long rows, BigInteger first, BigInteger second) {

    static final Content EMPTY = new Content(0, BigInteger.ZERO, BigInteger.ZERO);

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(64);

    /** From a row of number, sum and sum. */
    static Content of(ResultSet row) throws SQLException {
        return new Content(row.getLong(1), row.getBigDecimal(2).toBigIntegerExact(),
                row.getBigDecimal(3).toBigIntegerExact());
    }

    Content plus(Content other) {
        return new Content(rows + other.rows, first.add(other.first), second.add(other.second));
    }

    /** Both sums, as 32 hexadecimal digits. */
    String hex() {
        return String.format("%016x%016x", first.mod(MODULUS), second.mod(MODULUS));
    }
}
