package io.groundzero.backup.gateway.metrics;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.metrics.Prometheus.promtool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** The files in infra/monitoring fit each other and what the running gateway shows, as Prometheus itself sees it. */
@QuarkusTest
@TestProfile(MetricsTest.Measured.class)
@QuarkusTestResource(Servers.class)
class MonitoringTest {

    private static final Path ROOT = Path.of(System.getProperty("gz.root"));
    private static final Pattern METRIC = Pattern.compile("\\bbackup_[a-z_]+\\b");
    private static final Pattern RULE = Pattern.compile("- alert: (\\w+)");
    private static final Pattern FIRES = Pattern.compile("alertname=\"(\\w+)\"");

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheFiles() throws IOException {
        for (String file : List.of("alerts.yml", "alerts-test.yml", "prometheus.yml", "grafana-dashboard.json")) {
            Files.copy(ROOT.resolve("infra/monitoring").resolve(file), folder.resolve(file));
        }
    }

    @Test
    void theRulesFireWhenTheyShouldAndOnlyThen() throws Exception {
        promtool(folder, null, "check", "rules", "alerts.yml");
        promtool(folder, null, "test", "rules", "alerts-test.yml");

        assertThat(matches(FIRES, read("alerts-test.yml"))).as("rules that a test has seen firing")
                .isEqualTo(matches(RULE, read("alerts.yml")));
    }

    @Test
    void everyRuleSaysHowBadItIsAndWhatToDo() throws Exception {
        List<String> rules = List.of(read("alerts.yml").split("- alert: "));

        assertThat(rules.subList(1, rules.size())).hasSizeGreaterThan(10)
                .allSatisfy(rule -> assertThat(rule).containsPattern("severity: (page|warn)")
                        .containsPattern("summary: \"\\S").containsPattern("description: >-\n +\\S"));
    }

    @Test
    void whatTheGatewayShowsIsWhatPrometheusExpects() throws Exception {
        Path output = Files.writeString(folder.resolve("metrics"), ours(Scrape.now().text()));

        assertThat(promtool(folder, output, "check", "metrics")).isBlank();
    }

    @Test
    void everyMetricThatIsUsedIsShownAndEveryOneThatIsShownIsDocumented() throws Exception {
        Set<String> shown = Scrape.now().names();

        assertThat(shown).containsAll(matches(METRIC, read("alerts.yml"))).hasSizeGreaterThan(20);
        assertThat(shown).containsAll(matches(METRIC, read("alerts-test.yml")));
        assertThat(shown).containsAll(matches(METRIC, read("grafana-dashboard.json")));
        assertThat(matches(METRIC, Files.readString(ROOT.resolve("docs/monitoring.md")))).isEqualTo(shown);
    }

    @Test
    void theDashboardIsOneThatGrafanaTakes() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(read("grafana-dashboard.json"));

        assertThat(dashboard.get("title").asText()).isNotBlank();
        assertThat(dashboard.get("uid").asText()).matches("[a-z0-9-]{1,40}");
        assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.has("id")).as("an id of another Grafana").isFalse();
        assertThat(dashboard.at("/templating/list").findValuesAsText("name")).contains("datasource", "cluster");
        Set<Integer> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            String title = panel.get("title").asText();
            assertThat(title).isNotBlank();
            assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
            JsonNode place = panel.get("gridPos");
            assertThat(place.get("x").asInt() + place.get("w").asInt()).as(title).isBetween(1, 24);
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    assertThat(places.add(place.get("x").asInt() + x + "/" + (place.get("y").asInt() + y)))
                            .as(title + " lies on another panel").isTrue();
                }
            }
            if (!panel.get("type").asText().equals("row")) {
                assertThat(panel.get("targets")).as(title).isNotEmpty();
                assertThat(panel.findValuesAsText("uid")).as(title).isNotEmpty().containsOnly("${datasource}");
            }
        }
    }

    /** Some mistakes show only where there are numbers: two series where one is expected, for one. */
    @Test
    void prometheusScrapesTheGatewayAndCanAnswerEveryQuestion() throws Exception {
        Files.writeString(folder.resolve("ground-zero-viewer-key"), Servers.VIEWER_KEY);
        promtool(folder, null, "check", "config", "prometheus.yml");
        try (Prometheus prometheus = Prometheus.start(folder, "127.0.0.1:8080", "127.0.0.1:" + RestAssured.port,
                "scrape_interval: 30s", "scrape_interval: 1s", "evaluation_interval: 30s", "evaluation_interval: 1s")) {
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                assertThat(prometheus.query("up{job=\"ground-zero\"}").getString("data.result[0].value[1]"))
                        .isEqualTo("1");
                assertThat(prometheus.query("backup_protected").getList("data.result")).hasSize(1);
                assertThat(prometheus.ruleHealth()).hasSameSizeAs(matches(RULE, read("alerts.yml")))
                        .allMatch(rule -> rule.endsWith(" ok"));
            });
            for (String expression : dashboardExpressions()) {
                assertThat(prometheus.query(expression).getString("status")).as(expression).isEqualTo("success");
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(prometheus.query(
                    "ALERTS{alertname=\"GroundZeroUnprotected\", kind=\"NEVER_PROVEN\", severity=\"page\"}")
                    .getList("data.result")).as("a cluster was never proven, and that pages").hasSize(1));
        }
    }

    private List<String> dashboardExpressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (String expression : new ObjectMapper().readTree(read("grafana-dashboard.json"))
                .findValuesAsText("expr")) {
            expressions.add(expression.replace("$instance", ".*").replace("$cluster", ".*"));
        }
        assertThat(expressions).hasSizeGreaterThan(15).noneMatch(expression -> expression.contains("$"));
        return expressions;
    }

    /** The JVM's and the framework's metrics have names that are not ours to choose. */
    private static String ours(String metrics) {
        return String.join("\n", metrics.lines()
                .filter(line -> line.startsWith("backup_") || line.matches("# (HELP|TYPE) backup_.*")).toList()) + "\n";
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return new TreeSet<>(pattern.matcher(text).results()
                .map((MatchResult match) -> match.groupCount() == 0 ? match.group() : match.group(1)).toList());
    }
}
