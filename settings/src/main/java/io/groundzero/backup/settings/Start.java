package io.groundzero.backup.settings;

import java.net.BindException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

/**
 * Starts a service, or says in plain words why it cannot start: one line for each setting that is missing or unusable,
 * no stack trace, and exit code {@value #REFUSED}.
 */
public final class Start {

    /** Exit code of a service that cannot work with its settings. Starting it again changes nothing. */
    public static final int REFUSED = 2;

    private static final Logger LOG = Logger.getLogger(Start.class);

    private static final Pattern LIBRARY = Pattern.compile("([a-z]+\\.)+[A-Z]\\w+: |SRCFG\\d+: ");

    private Start() {
    }

    /**
     * Returns when the service has ended.
     *
     * @param words of the command line
     */
    public static void service(Settings settings, String... words) {
        Findings findings = settings.check(System.getenv());
        if (!findings.problems().isEmpty()) {
            System.err.println(findings.refusal(settings.service()));
            System.exit(REFUSED);
        }
        findings.warnings().forEach(LOG::warn);
        Quarkus.run(null, (code, failure) -> {
            int known = failure == null ? code : tell(settings.service(), failure);
            ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(known, failure);
        }, words);
    }

    private static int tell(String service, Throwable failure) {
        Optional<String> refusal = refusal(failure);
        if (refusal.isPresent()) {
            // some list several problems below such a beginning of their own
            String beginning = "The " + service + " cannot start:";
            String words = refusal.get().startsWith(beginning) ? refusal.get() : beginning + "\n  - " + refusal.get();
            System.err.println(words + "\n" + Findings.MORE);
            return REFUSED;
        }
        LOG.errorf(failure, "the %s cannot start", service);
        return 1;
    }

    /**
     * What several settings may not be together is found out by the parts that use them: they throw one of the three
     * kinds below and name a setting. Anything else is a defect, or the surroundings, and keeps its stack trace.
     */
    static Optional<String> refusal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(cause -> cause instanceof BindException
                        ? "QUARKUS_HTTP_PORT names a port that another program uses: " + cause.getMessage()
                        : ofSettings(cause))
                .filter(words -> words != null).findFirst();
    }

    private static String ofSettings(Throwable cause) {
        if (cause instanceof ConfigValidationException invalid) {
            return IntStream.range(0, invalid.getProblemCount()).mapToObj(i -> invalid.getProblem(i).getMessage())
                    .map(message -> LIBRARY.matcher(message).replaceAll("")).collect(Collectors.joining("\n  - "));
        }
        boolean refusal = cause instanceof IllegalStateException || cause instanceof IllegalArgumentException
                || cause instanceof ConfigurationException;
        String message = String.valueOf(cause.getMessage());
        return refusal && message.matches("(?s).*\\b(gz\\.[a-z]|GZ_[A-Z]).*") ? message : null;
    }
}
