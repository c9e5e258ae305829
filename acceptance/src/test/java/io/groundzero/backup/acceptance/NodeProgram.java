package io.groundzero.backup.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that comes from npm: installed under target, exactly as its lock file has it, and run against the stack. */
record NodeProgram(Path folder, String script) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** @param name of the folder under acceptance/src/test */
    static NodeProgram install(String name, String script) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Stack.ROOT.resolve("acceptance/target").resolve(name));
        for (String file : List.of("package.json", "package-lock.json", script)) {
            Files.write(folder.resolve(file),
                    Files.readAllBytes(Stack.ROOT.resolve("acceptance/src/test").resolve(name).resolve(file)));
        }
        Command.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent").in(folder).run(LIMIT);
        return new NodeProgram(folder, script);
    }

    /**
     * @param further arguments behind the gateway's address and the files with the operator's and the viewer's key
     * @return what it printed
     */
    String run(Duration limit, Stack stack, String... further) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("node", script, "http://127.0.0.1:" + Stack.GATEWAY_PORT,
                stack.folder().resolve("operator-key").toString(), stack.folder().resolve("viewer-key").toString()));
        words.addAll(List.of(further));
        return new Command(words, Map.of(), folder).run(limit);
    }
}
