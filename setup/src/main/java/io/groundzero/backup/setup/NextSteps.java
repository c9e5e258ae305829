package io.groundzero.backup.setup;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What is left to do for the one who runs setup. */
record NextSteps(SetupSettings settings, PrivateFolder secrets, RecoveryKit kit, boolean demo, Journal journal) {

    void print(PrintStream out) throws IOException {
        if (journal.problems() > 0) {
            out.println("Not everything is right: see the lines that say WRONG, and run setup again.");
            return;
        }
        List<String> steps = new ArrayList<>();
        if (kit.isHere()) {
            steps.add("""
                    THE RECOVERY KEY IS STILL ON THIS MACHINE. It is the only key that opens your backups when this
                    machine is gone. Print %1$s/%2$s (or %3$s) twice, or copy it
                    to a medium that is then unplugged and locked away. When that is done:
                        docker compose run --rm setup kit-stored CODE     (the code is in the kit's checklist)"""
                    .formatted(settings.recoveryKitShown(), RecoveryKit.PAGE, RecoveryKit.TEXT));
        }
        List<String> missing = missingBucketKeys();
        if (!missing.isEmpty()) {
            steps.add("Put the bucket's access keys, each in a file of one line, into " + settings.secretsShown()
                    + ":\n    "
                    + String.join("\n    ", missing));
        }
        if (!demo) {
            steps.add("""
                    Make the role that dumps, on the cluster to be protected, unless you have done so:
                        DUMP_PASSWORD_FILE=%s/%s psql -d postgres -f infra/sample/dump-role.sql"""
                    .formatted(settings.secretsShown(), SecretNames.DUMP_ROLE));
        }
        if (journal.mustBrokerRestart()) {
            steps.add("If the stack runs: docker compose up -d --force-recreate, so that broker and services read what"
                    + " changed");
        }
        steps.add("docker compose up -d");
        steps.add("Open http://127.0.0.1:8080/ and log in with the key in " + settings.secretsShown() + "/"
                + SecretNames.FIRST_OPERATOR_KEY);
        out.println("What you do next:");
        for (int step = 0; step < steps.size(); step++) {
            out.println(" " + (step + 1) + ". " + steps.get(step).replace("\n", "\n    "));
        }
    }

    private List<String> missingBucketKeys() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String user : SecretNames.BUCKET_USERS) {
            for (String key : SecretNames.BUCKET_KEYS) {
                String name = SecretNames.bucket(user, key);
                if (!secrets.has(name)) {
                    missing.add(name);
                }
            }
        }
        return missing;
    }
}
