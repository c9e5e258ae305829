package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.RunningProcess;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Enclosure;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.Sandbox;

/**
 * A sandbox that runs each initdb only once and copies what it has made from then on: more than a hundred servers are
 * started in one run, and initdb would take the most time of all.
 */
public final class TemplateSandbox implements Sandbox {

    private static final String INITDB = "initdb";
    private static final String DATA = "--pgdata=";

    private final Sandbox sandbox;
    private final Workshop workshop;
    private final Map<List<String>, Path> templates = new HashMap<>();

    /** @param workshop where the templates lie, and vanish with the run */
    public TemplateSandbox(Sandbox sandbox, Workshop workshop) {
        this.sandbox = sandbox;
        this.workshop = workshop;
    }

    @Override
    public ChildProcess command(List<String> command, Path folder) throws IOException {
        if (!Path.of(command.get(0)).endsWith(INITDB)) {
            return sandbox.command(command, folder);
        }
        String data = command.stream().filter(word -> word.startsWith(DATA)).findFirst().orElseThrow();
        List<String> key = command.stream().filter(word -> !word.equals(data)).toList();
        Path template = templates.get(key);
        if (template == null || !Files.exists(template.resolve("PG_VERSION"))) {
            template = workshop.folder().resolve("empty-" + templates.size());
            if (!make(key, template)) {
                // let it fail where its words are read
                return sandbox.command(command, folder);
            }
            templates.put(key, template);
        }
        return sandbox.command(List.of("/bin/cp", "-a", template + "/.", data.substring(DATA.length())), folder);
    }

    @Override
    public Isolation isolation() {
        return sandbox.isolation();
    }

    @Override
    public Account account() {
        return sandbox.account();
    }

    @Override
    public Path shared(Path scratch) {
        return sandbox.shared(scratch);
    }

    @Override
    public Enclosure enclose(List<String> command, Path folder, UnaryOperator<ChildProcess> setting)
            throws IOException, InterruptedException {
        return sandbox.enclose(command, folder, setting);
    }

    @Override
    public void endServer(RunningProcess server) {
        sandbox.endServer(server);
    }

    @Override
    public void end(Path folder) throws IOException, InterruptedException {
        sandbox.end(folder);
    }

    @Override
    public ClientPrograms programs(int major, List<Path> folders, List<String> programs) throws BackupException {
        return sandbox.programs(major, folders, programs);
    }

    @Override
    public ClientPrograms newestPrograms(List<Path> folders, List<String> programs) throws BackupException {
        return sandbox.newestPrograms(folders, programs);
    }

    @Override
    public boolean hasProgram(String name) {
        return sandbox.hasProgram(name);
    }

    /** All backups of a run are made by this verifier, and the sample cluster must outlive each. */
    @Override
    public Turn turn() {
        return () -> {
        };
    }

    @Override
    public Turn stay() {
        return sandbox.stay();
    }

    private boolean make(List<String> initdb, Path template) throws IOException {
        List<String> command = new ArrayList<>(initdb);
        command.add(DATA + template);
        try {
            sandbox.account().own(Files.createDirectories(template));
            return sandbox.command(command, workshop.folder()).run().exitCode() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while initdb was running", e);
        }
    }
}
