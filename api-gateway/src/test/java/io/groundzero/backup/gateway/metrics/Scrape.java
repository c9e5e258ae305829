package io.groundzero.backup.gateway.metrics;

import static io.groundzero.backup.gateway.Scene.viewer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gateway shows Prometheus at one moment. */
record Scrape(String text) {

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Sample(String name, Map<String, String> labels, double value) {
    }

    static Scrape now() {
        // Prometheus' own text format; else it is OpenMetrics, which promtool does not read
        return new Scrape(viewer().accept("text/plain").get("/q/metrics").then().statusCode(200).extract().asString());
    }

    /** @param labels name, value, name, value … */
    static double metric(String name, String... labels) {
        return now().value(name, labels);
    }

    double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        List<Sample> found = samples().stream()
                .filter(sample -> sample.name().equals(name) && sample.labels().equals(wanted)).toList();
        if (found.size() != 1) {
            throw new AssertionError(name + wanted + ": " + found);
        }
        return found.get(0).value();
    }

    /** Ours, without those of the JVM and the framework. */
    List<Sample> samples() {
        return text.lines().filter(line -> line.startsWith("backup_")).map(Scrape::sample).toList();
    }

    Set<String> names() {
        return new TreeSet<>(samples().stream().map(Sample::name).toList());
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3)));
    }
}
