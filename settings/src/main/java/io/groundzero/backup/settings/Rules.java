package io.groundzero.backup.settings;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;

/** What each annotation of this package asks of a value. */
final class Rules {

    private static final MemorySizeConverter SIZES = new MemorySizeConverter();
    private static final Map<Class<? extends Annotation>, Rule<? extends Annotation>> ALL = new LinkedHashMap<>();

    static {
        add(Between.class, Rules::between);
        add(Lasting.class, Rules::lasting);
        add(Sized.class, Rules::sized);
        add(OneOf.class, Rules::oneOf);
        add(Matching.class, (limits, value) -> unless(value.toString().matches(limits.value()),
                "must be " + limits.words() + ", but is " + value));
        add(OwnAddress.class, (limits, value) -> Addresses.own(value.toString()));
        add(TimeZone.class, (limits, value) -> timeZone((String) value));
        add(Schedule.class, (limits, value) -> Cron.problem((String) value));
        add(Endpoint.class, (limits, value) -> Addresses.problem(value.toString()));
        add(SecretFile.class, FileRules::secret);
        add(KeyFile.class, (limits, value) -> FileRules.present(value));
        add(ReadableFile.class, (limits, value) -> FileRules.readable(value));
        add(CertificateFile.class, (limits, value) -> FileRules.certificates(value));
        add(Folder.class, FileRules::folder);
        add(WrittenFile.class, FileRules::written);
    }

    private Rules() {
    }

    private static <A extends Annotation> void add(Class<A> annotation, Rule<A> rule) {
        ALL.put(annotation, rule);
    }

    /** What is wrong with a value, by all annotations of its setting. */
    static List<String> problems(Method setting, Object value) {
        return Arrays.stream(setting.getAnnotations()).map(annotation -> problem(annotation, value))
                .flatMap(Optional::stream).toList();
    }

    @SuppressWarnings("unchecked")
    private static <A extends Annotation> Optional<String> problem(A annotation, Object value) {
        // each was added under the type that it takes
        Rule<A> rule = (Rule<A>) ALL.get(annotation.annotationType());
        return rule == null ? Optional.empty() : rule.problem(annotation, value);
    }

    private static Optional<String> between(Between limits, Object value) {
        double number = ((Number) value).doubleValue();
        return unless(number >= limits.least() && number <= limits.most(),
                "must be " + plain(limits.least()) + " to " + plain(limits.most()) + ", but is " + value);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static Optional<String> lasting(Lasting limits, Object value) {
        Duration duration = (Duration) value;
        return unless(
                duration.compareTo(Duration.parse(limits.least())) >= 0
                        && duration.compareTo(Duration.parse(limits.most())) <= 0,
                "must last " + limits.least() + " to " + limits.most() + ", but is " + duration);
    }

    private static Optional<String> sized(Sized limits, Object value) {
        MemorySize size = (MemorySize) value;
        return unless(
                size.asBigInteger().compareTo(SIZES.convert(limits.least()).asBigInteger()) >= 0
                        && size.asBigInteger().compareTo(SIZES.convert(limits.most()).asBigInteger()) <= 0,
                "must be " + limits.least() + " to " + limits.most() + ", but is " + size.asBigInteger() + " bytes");
    }

    private static Optional<String> oneOf(OneOf limits, Object value) {
        List<String> words = List.of(limits.value());
        return unless(words.contains(value.toString()),
                "must be one of " + String.join(" ", words) + ", but is " + value);
    }

    private static Optional<String> timeZone(String value) {
        try {
            ZoneId.of(value);
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("must be a time zone such as UTC or Europe/Berlin, but is " + value);
        }
    }

    static Optional<String> unless(boolean good, String problem) {
        return good ? Optional.empty() : Optional.of(problem);
    }
}
