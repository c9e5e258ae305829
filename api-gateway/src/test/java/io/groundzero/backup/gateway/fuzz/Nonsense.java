package io.groundzero.backup.gateway.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Values that an API is not made for, and some that it is. */
final class Nonsense {

    private static final List<String> VALUES = List.of("", "0", "-1", "1", "99999999999999999999", "1e309", "NaN",
            "null",
            "true", "main", "other", "main-20300101T000000Z", "main-99999999T999999Z", "drill-20300101T000000Z",
            "drill-20301332T000000Z", "main-20300101T000000Z ", "../../etc/passwd", "..", ".", "%00", "\u0000",
            "\u0007",
            "\r\nX-Injected: 1", "' OR 1=1 --", "\"; DROP TABLE backup; --", "<script>alert(1)</script>",
            "${jndi:ldap://x}",
            "{{7*7}}", "\ud800", "\udfff\ud800", "\uD83D\uDCA9", "\u202e", "ß".repeat(300), "a".repeat(5000),
            "9".repeat(400),
            "2030-01-01T00:00:00Z", "-292275055-05-16T16:47:04Z", "+1000000000-12-31T23:59:59.999999999Z", "PROVEN",
            "REFUTED", "proven", "PROVEN,REFUTED", "[]", "{}", "%", "%zz", "a%2fb", "a/b", "a;b=c", "a b", "\t", "٣",
            "İ");

    private static final List<String> BODIES = List.of("", "null", "[]", "{}", "true", "\"x\"", "1", "{", "{\"a\":",
            "[[[[",
            "[".repeat(2000), "{\"a\":".repeat(2000), "\u0000", "{\"cluster\":null}", "{\"cluster\":[]}",
            "{\"cluster\":{}}",
            "{\"because\":\"\\u0000\"}", "{\"key\":\"\\ud800\"}", "{\"cluster\":\"main\",\"cluster\":\"other\"}",
            "{\"cluster\":1e400}", "\ufeff{}", "<xml/>", "a=b&c=d", "{\"x\":\"" + "y".repeat(70_000) + "\"}");

    private final Random random;

    Nonsense(Random random) {
        this.random = random;
    }

    String value() {
        return switch (random.nextInt(4)) {
            case 0 -> random.ints(random.nextInt(20), 0, 0x3000).collect(StringBuilder::new,
                    StringBuilder::appendCodePoint, StringBuilder::append).toString();
            case 1 -> Long.toString(random.nextLong());
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }

    /** As it may stand in an address. */
    String encoded() {
        return URLEncoder.encode(value(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As it may stand in a header. */
    String header() {
        return value().replaceAll("[^\\x20-\\x7e\\xa0-\\xff]", "");
    }

    String body(List<String> fields) {
        if (fields.isEmpty() || random.nextBoolean()) {
            return BODIES.get(random.nextInt(BODIES.size()));
        }
        StringBuilder body = new StringBuilder("{");
        for (String field : fields) {
            if (random.nextInt(4) > 0) {
                body.append(body.length() > 1 ? "," : "").append('"').append(field).append("\":")
                        .append(random.nextInt(3) == 0
                                ? List.of("1", "null", "[]", "{}", "-0.0", "true")
                                        .get(random.nextInt(6))
                                : quoted(value()));
            }
        }
        return body.append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(String.format("\\u%04x", c)));
        return quoted.append('"').toString();
    }
}
