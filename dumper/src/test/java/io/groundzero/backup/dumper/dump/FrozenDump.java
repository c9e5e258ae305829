package io.groundzero.backup.dumper.dump;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.dumper.check.Checks;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.fingerprint.Level;

/** One dump in a process of its own, which a test can stop. Prints how it ended. */
final class FrozenDump {

    private FrozenDump() {
    }

    /** folder, port, database, seconds until a stall, seconds of silence */
    public static void main(String[] words) throws Exception {
        Path folder = Path.of(words[0]);
        DumpSetting setting = new DumpSetting(folder, Integer.parseInt(words[1]));
        setting.databases = List.of(words[2]);
        setting.maintenanceDatabase = words[2];
        setting.stalledAfter = Duration.ofSeconds(Long.parseLong(words[3]));
        setting.silentAfter = Duration.ofSeconds(Long.parseLong(words[4]));
        setting.lockWait = Duration.ofMinutes(5);
        setting.giveWayAfter = Duration.ofSeconds(5);
        setting.level = Level.FULL;
        setting.readers = 2;
        setting.clientPrograms = Optional.of(folder.resolve("programs"));
        setting.checks = new Checks(Optional.of(folder.resolve("checks")), Duration.ofMinutes(30));
        try {
            setting.dump();
            System.out.println("DONE");
        } catch (BackupException e) {
            System.out.println(e.code() + " " + e.getMessage());
        }
        System.exit(0);
    }
}
