package io.groundzero.backup.fingerprint;

/**
 * A row's text, as SQL. Never by a cast: whoever owns a table may define the cast of its rows to text, which would then
 * run in our session and decide what is compared. This calls the output functions of the columns' types, as a dump does,
 * and those only a superuser can make.
 */
final class RowText {

    private RowText() {
    }

    /** @param row {@code t.*} or {@code ROW(…)} */
    static String of(String row) {
        return "pg_catalog.textin(pg_catalog.record_out(" + row + "))";
    }
}
