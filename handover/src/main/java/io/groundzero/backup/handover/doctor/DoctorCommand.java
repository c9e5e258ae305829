package io.groundzero.backup.handover.doctor;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.groundzero.backup.settings.Settings;

/**
 * {@code doctor} as the first word of a service's main class: says what the service would find, with its own settings
 * and rights, instead of starting it.
 */
public final class DoctorCommand {

    private static final String WORD = "doctor";
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int WELL = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Function<GivenSettings, List<Check>> checks;
    private final PrintStream out;
    private final PrintStream err;

    public DoctorCommand(Function<GivenSettings, List<Check>> checks, PrintStream out, PrintStream err) {
        this.checks = checks;
        this.out = out;
        this.err = err;
    }

    /** Whether these words ask for it. */
    public static boolean isMeant(String... words) {
        return words.length > 0 && WORD.equals(words[0]);
    }

    /**
     * Runs with the settings of the service, and ends the JVM.
     *
     * @param words of which the first is {@code doctor}
     * @param service what it can be told
     */
    public static void runAndExit(String[] words, Settings service, Function<GivenSettings, List<Check>> checks) {
        // names of files and databases, whatever the locale of the terminal
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (words.length > 1) {
            System.err.println("doctor takes no further words");
            System.exit(MISUSED);
        }
        System.exit(new DoctorCommand(checks, out, System.err).run(GivenSettings.ofThisService(service)));
    }

    /** @return the exit code: 0 nothing failed, 1 something did */
    public int run(GivenSettings settings) {
        try {
            return new Doctor(LIMIT, out).run(checks.apply(settings)) ? WELL : FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("doctor: interrupted");
            return FAILED;
        }
    }
}
