package io.groundzero.backup.verifier.probe;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.Sandbox;

/** Turns configuration into probes, or tells everything that is wrong with it, in plain words. */
final class ProbeValidation {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,49}");
    private static final Duration LONGEST = Duration.ofDays(1);

    private final List<String> problems = new ArrayList<>();

    /**
     * @return by name
     * @throws IllegalStateException naming all problems
     */
    static List<Probe> probes(ProbesConfig config, Sandbox sandbox) {
        ProbeValidation validation = new ProbeValidation();
        List<Probe> probes = new ArrayList<>();
        new TreeMap<>(config.probes()).forEach((name, settings) -> validation.add(name, settings, probes));
        if (!config.probes().isEmpty()) {
            validation.program("curl", "curl", sandbox);
            if (sandbox.isolation() == Isolation.NAMESPACES) {
                validation.program("nsenter", "util-linux", sandbox);
                validation.program("ip", "iproute2", sandbox);
            }
        }
        if (!validation.problems.isEmpty()) {
            throw new IllegalStateException(
                    "The verifier cannot start:\n  - " + String.join("\n  - ", validation.problems));
        }
        return List.copyOf(probes);
    }

    private void add(String name, ProbesConfig.Settings settings, List<Probe> probes) {
        String key = "gz.probes." + name + ".";
        int before = problems.size();
        check(NAME.matcher(name).matches(), "gz.probes: a name consists of letters, digits, dashes and underscores: "
                + name);
        settings.cluster().ifPresent(cluster -> cluster(key, cluster));
        check(!settings.database().isBlank(), key + "database is empty");
        check(settings.command().stream().noneMatch(String::isBlank) && !settings.command().isEmpty(),
                key + "command must name a program: " + settings.command());
        positive(key + "ready-within", settings.readyWithin());
        positive(key + "time-limit", settings.timeLimit());
        check(RequestsFile.loopback(settings.ready()),
                key + "ready must be an address that begins with http://127.0.0.1: " + settings.ready());
        check(settings.requests().isAbsolute() && Files.isReadable(settings.requests()),
                key + "requests must be the absolute path of a file that can be read: " + settings.requests());
        if (problems.size() > before) {
            return;
        }
        URI ready = URI.create(settings.ready());
        try {
            probes.add(new Probe(name, settings.cluster(), settings.database(), settings.user(), settings.command(),
                    ready, settings.readyWithin(), RequestsFile.read(settings.requests(), ready),
                    settings.timeLimit()));
        } catch (IllegalArgumentException e) {
            problems.add(key + "requests: " + e.getMessage());
        }
    }

    private void cluster(String key, String cluster) {
        try {
            BackupId.requireClusterName(cluster);
        } catch (IllegalArgumentException e) {
            problems.add(key + "cluster: " + e.getMessage());
        }
    }

    private void positive(String key, Duration duration) {
        check(!duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0,
                key + " must be above 0 and at most a day: " + duration);
    }

    private void program(String name, String debianPackage, Sandbox sandbox) {
        check(sandbox.hasProgram(name), "gz.probes needs the program " + name + ": install " + debianPackage
                + " beside the " + (sandbox.isolation() == Isolation.CONTAINER ? "throwaway server" : "verifier"));
    }

    private void check(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }
}
