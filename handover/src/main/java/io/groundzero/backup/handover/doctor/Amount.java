package io.groundzero.backup.handover.doctor;

import java.util.Locale;

/** Bytes for people. */
public final class Amount {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Amount() {
    }

    /** @param bytes 0 or more */
    public static String of(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }
}
