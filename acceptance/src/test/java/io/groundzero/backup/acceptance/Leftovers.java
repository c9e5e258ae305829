package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;

/** Looks for what a finished backup must not leave behind: objects, parts, files, processes. */
final class Leftovers {

    private static final List<String> BESIDES_ARTIFACTS = List.of("manifest.json", "manifest.json.asc", "RESTORE.md");

    private Leftovers() {
    }

    /** Volume and bucket hold exactly what the manifest names, and nothing of the work is left. */
    static void assertNone(Stack stack, String id) throws IOException {
        try (Bucket bucket = stack.bucket()) {
            String folder = Stack.CLUSTER + "/" + id + "/";
            String manifest = new String(bucket.get(folder + "manifest.json"));
            TreeSet<String> named = new TreeSet<>(new JsonPath(manifest).getList("artifacts.object", String.class));
            assertThat(named).isNotEmpty();
            named.addAll(BESIDES_ARTIFACTS);

            assertThat(bucket.names(folder)).as("objects").isEqualTo(named);
            assertThat(bucket.unfinishedUploads()).as("unfinished uploads").isEmpty();
            assertThat(files(stack.volume().resolve("pg").resolve(id))).as("local copy").isEqualTo(named);
            // attempts that could not be made are told beside it
            assertThat(bucket.names("proofs/" + id + "/")).filteredOn(name -> !name.contains(".inconclusive-"))
                    .as("one proof and its signature").hasSize(2);
        }
        // The last message is acknowledged after the last state is reported.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(stack.volume().resolve("work").resolve(id)).as("work folder").doesNotExist();
            assertThat(files(stack.folder().resolve("verifier/scratch"))).as("scratch of the verifier")
                    .isSubsetOf(".lock", "proofs");
            assertThat(files(stack.folder().resolve("verifier/scratch/proofs"))).as("proofs under way").isEmpty();
            assertThat(throwawayProcesses(stack)).as("throwaway servers").isEmpty();
        });
        assertThat(partialFiles(stack)).as("partial files").isEmpty();
    }

    private static TreeSet<String> files(Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        return names;
    }

    private static List<Path> partialFiles(Stack stack) throws IOException {
        try (Stream<Path> files = Files.walk(stack.volume())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".part")).toList();
        }
    }

    /** Processes whose command line names this stack's scratch folder. */
    static List<String> throwawayProcesses(Stack stack) {
        String scratch = stack.folder().resolve("verifier/scratch").toString();
        return ProcessHandle.allProcesses().filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.info().commandLine().orElse("")).filter(line -> line.contains(scratch))
                .filter(line -> !line.startsWith("java") && !line.contains("/java ")).toList();
    }
}
