package io.groundzero.backup.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.access.ApiKeyFormat;
import io.groundzero.backup.openpgp.ArmoredKey;

/** Makes every secret that is missing. Never touches the content of one that is there. */
final class FirstRun {

    private static final int PASSWORD_BYTES = 20;
    private static final int ACCESS_KEY_BYTES = 10;

    private final PrivateFolder secrets;
    private final RecoveryKit kit;
    private final Path definitions;
    private final Clock clock;
    private final Journal journal;

    FirstRun(PrivateFolder secrets, RecoveryKit kit, Path definitions, Clock clock, Journal journal) {
        this.secrets = secrets;
        this.kit = kit;
        this.definitions = definitions;
        this.clock = clock;
        this.journal = journal;
    }

    /** @param demo whether cluster and bucket are the demo's, so that their passwords and keys can be made here */
    void run(boolean demo) throws IOException {
        for (String service : SecretNames.SERVICES) {
            secret(SecretNames.broker(service), "password of " + service + " at the broker", FirstRun::password);
        }
        brokerDefinitions();
        secret(SecretNames.GATEWAY_DATABASE, "password of the gateway's database", FirstRun::password);
        secret(SecretNames.DUMP_ROLE, "password of the role that dumps your cluster", FirstRun::password);
        if (demo) {
            secret(SecretNames.SAMPLE_SUPERUSER, "password of the sample cluster's superuser", FirstRun::password);
        }
        secret(SecretNames.FIRST_OPERATOR_KEY, "API key of the first operator", ApiKeyFormat::random);
        signing(SecretNames.SHIPPER_SIGNING, SecretNames.SHIPPER_PUBLIC, "shipper", "the key that signs backups");
        signing(SecretNames.VERIFIER_SIGNING, SecretNames.VERIFIER_PUBLIC, "verifier", "the key that signs proofs");
        new KeyPair(secrets, SecretNames.VERIFIER_DECRYPTION, secrets, SecretNames.VERIFIER_DECRYPTION_PUBLIC,
                "the verifier's key that opens backups", true).complete(() -> encryption("Ground-Zero verification"),
                        journal);
        kit.pair(secrets).complete(() -> encryption("Ground-Zero recovery"), journal);
        recipients();
        bucket(demo);
        kit.write(secrets);
    }

    private void secret(String name, String what, Supplier<String> maker) throws IOException {
        if (secrets.has(name)) {
            secrets.protect(name);
            journal.kept(name, what);
        } else {
            secrets.write(name, maker.get() + "\n");
            journal.made(name, what);
        }
    }

    private void brokerDefinitions() throws IOException {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String service : SecretNames.SERVICES) {
            passwords.put(service, secrets.line(SecretNames.broker(service)));
        }
        boolean here = secrets.has(SecretNames.BROKER_DEFINITIONS);
        String existing = here ? secrets.text(SecretNames.BROKER_DEFINITIONS) : "";
        String filled;
        try {
            filled = new BrokerDefinitions(Files.readString(definitions)).filled(passwords, existing);
        } catch (IllegalArgumentException e) {
            throw new IOException("the template of the broker's definitions, " + definitions + ", " + e.getMessage(),
                    e);
        }
        if (filled.equals(existing)) {
            secrets.protect(SecretNames.BROKER_DEFINITIONS);
            journal.kept(SecretNames.BROKER_DEFINITIONS, "users, rights and queues of the broker");
            return;
        }
        secrets.write(SecretNames.BROKER_DEFINITIONS, filled);
        journal.made(SecretNames.BROKER_DEFINITIONS, "users, rights and queues of the broker"
                + (here ? ", anew: passwords or template changed" : ""));
        if (here) {
            journal.brokerMustRestart();
        }
    }

    private void signing(String privateName, String publicName, String user, String what) throws IOException {
        new KeyPair(secrets, privateName, secrets, publicName, what, true).complete(
                () -> ArmoredKey.forSigning("Ground-Zero " + user, clock.instant().truncatedTo(ChronoUnit.SECONDS)),
                journal);
    }

    private ArmoredKey encryption(String user) {
        return ArmoredKey.forEncryption(user, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Somebody may have added recipients; nobody is dropped or replaced without being asked. */
    private void recipients() throws IOException {
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : List.of(SecretNames.RECOVERY_PUBLIC, SecretNames.VERIFIER_DECRYPTION_PUBLIC)) {
            wanted.add(ArmoredKey.fingerprints(secrets.file(name)).get(0));
        }
        if (!secrets.has(SecretNames.RECIPIENTS)) {
            secrets.write(SecretNames.RECIPIENTS, String.join("\n", wanted) + "\n");
            journal.made(SecretNames.RECIPIENTS, "fingerprints of those who can open backups");
            return;
        }
        secrets.protect(SecretNames.RECIPIENTS);
        Set<String> named = secrets.text(SecretNames.RECIPIENTS).lines().map(line -> line.replaceFirst("#.*", ""))
                .map(line -> line.replaceAll("\\s", "").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (named.containsAll(wanted)) {
            journal.kept(SecretNames.RECIPIENTS, "fingerprints of those who can open backups");
        } else {
            wanted.removeAll(named);
            journal.problem(SecretNames.RECIPIENTS, "lacks " + String.join(" and ", wanted)
                    + ": add it, or delete the file, and setup makes it");
        }
    }

    private void bucket(boolean demo) throws IOException {
        for (String key : SecretNames.BUCKET_KEYS) {
            String found = null;
            for (String user : SecretNames.BUCKET_USERS) {
                String name = SecretNames.bucket(user, key);
                if (secrets.has(name)) {
                    found = secrets.line(name);
                }
            }
            // the demo's store knows one login
            String same = found == null && demo ? bucketSecret(key) : found;
            for (String user : SecretNames.BUCKET_USERS) {
                String name = SecretNames.bucket(user, key);
                if (demo || secrets.has(name)) {
                    secret(name, key.replace('-', ' ') + " of the " + user + " at the bucket", () -> same);
                }
            }
        }
    }

    private static String bucketSecret(String key) {
        return key.equals(SecretNames.BUCKET_KEYS.get(0)) ? random(ACCESS_KEY_BYTES) : password();
    }

    private static String password() {
        return random(PASSWORD_BYTES);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
