package io.groundzero.backup.setup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * {@code setup}: the first run. Makes what is missing among keys, passwords and broker definitions, and the recovery kit;
 * what is there stays.
 */
public final class Setup {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final String DEMO = "demo";
    private static final String USAGE = """
            setup                   makes every key and password that is missing, and the recovery kit
            setup demo              also makes access keys for the demo's bucket; so it does with COMPOSE_PROFILES=demo
            setup kit-stored CODE   deletes the recovery kit from this machine; its checklist has the code""";

    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    Setup(Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    public static void main(String... words) {
        System.exit(new Setup(System.getenv(), Clock.systemUTC(), System.out, System.err).run(List.of(words)));
    }

    /** @return the exit code: 0 done, 1 failed or something is wrong, 2 misused */
    int run(List<String> words) {
        try {
            if (words.isEmpty() || words.equals(List.of(DEMO))) {
                return firstRun(!words.isEmpty() || demoProfile());
            }
            if (words.size() == 2 && "kit-stored".equals(words.get(0))) {
                return kitStored(words.get(1));
            }
        } catch (AccessDeniedException e) {
            err.println("setup: " + e.getFile() + ": permission denied; run it as the folder's owner or as root");
            return FAILED;
        } catch (FileSystemException e) {
            err.println("setup: " + e.getFile() + ": "
                    + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
            return FAILED;
        } catch (IOException e) {
            err.println("setup: " + e.getMessage());
            return FAILED;
        }
        err.println(USAGE);
        return MISUSED;
    }

    private boolean demoProfile() {
        return List.of(environment.getOrDefault("COMPOSE_PROFILES", "").split(",")).contains(DEMO);
    }

    private int firstRun(boolean demo) throws IOException {
        SetupSettings settings = SetupSettings.of(environment);
        Journal journal = new Journal(out);
        PrivateFolder secrets = new PrivateFolder(settings.secrets(), PrivateFolder.MOUNTED_FILES);
        PrivateFolder kitFolder = new PrivateFolder(settings.recoveryKit(), PrivateFolder.OWNERS_FILES);
        secrets.prepare();
        try (FolderLock only = secrets.lock()) {
            RecoveryKit kit = new RecoveryKit(kitFolder, BackupPlace.of(environment), journal);
            new FirstRun(secrets, kit, settings.definitions(), clock, journal).run(demo);
            out.println();
            new NextSteps(settings, secrets, kit, demo, journal).print(out);
        }
        return journal.problems() == 0 ? DONE : FAILED;
    }

    private int kitStored(String code) throws IOException {
        SetupSettings settings = SetupSettings.of(environment);
        PrivateFolder folder = new PrivateFolder(settings.recoveryKit(), PrivateFolder.OWNERS_FILES);
        RecoveryKit kit = new RecoveryKit(folder, BackupPlace.of(environment), new Journal(out));
        if (!kit.isHere()) {
            out.println("The private recovery key does not lie in " + settings.recoveryKitShown() + ": nothing to do.");
            return DONE;
        }
        if (!kit.delete(code)) {
            err.println("setup: this is not the code of the kit in " + settings.recoveryKitShown()
                    + ". It stands in the kit's checklist, on paper. Nothing was deleted.");
            return MISUSED;
        }
        out.println("The recovery kit was deleted from " + settings.recoveryKitShown()
                + ". From now on its private key exists on paper only, and where you copied it.");
        return DONE;
    }
}
