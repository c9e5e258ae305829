package io.groundzero.backup.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.access.ApiKeyFormat;

/** What a first run makes, and what later ones leave alone. */
class SetupTest {

    private static final Pattern CODE = Pattern.compile("kit-stored ([0-9a-f]{4}-[0-9a-f]{4})");

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sitDown() {
        desk = new Desk(folder);
    }

    @Test
    void aFirstRunMakesEverything() throws Exception {
        int code = desk.setup();

        assertThat(code).as(desk.said()).isZero();
        assertThat(desk.contents()).containsOnlyKeys("broker-dumper", "broker-encryptor", "broker-shipper",
                "broker-verifier", "broker-gateway", "rabbitmq-definitions.json", "gateway-database", "dump-role",
                "first-operator-key", "recovery-public.asc", "verifier-decryption.asc",
                "verifier-decryption-public.asc", "shipper-signing.asc", "shipper-public.asc", "verifier-signing.asc",
                "verifier-public.asc", "recipients", "recovery-key.asc", "recovery-kit.html", "recovery-kit.txt");
        assertThat(desk.said("made")).containsExactlyInAnyOrderElementsOf(desk.contents().keySet());
        assertThat(ApiKeyFormat.matches(desk.secret("first-operator-key").strip())).isTrue();
        assertThat(Stream.of("broker-dumper", "broker-gateway", "gateway-database", "dump-role").map(desk::secret))
                .allMatch(password -> password.matches("[0-9a-f]{40}\n")).doesNotHaveDuplicates();
        for (Path closed : List.of(desk.secrets, desk.kit)) {
            assertThat(mode(closed)).isEqualTo("rwx------");
        }
        for (String name : desk.contents().keySet()) {
            Path file = desk.file(name);
            assertThat(mode(file)).as(name).isEqualTo(file.startsWith(desk.kit) ? "rw-------" : "r--r--r--");
        }
    }

    @Test
    void noSecretIsPrinted() {
        desk.setup("demo");

        for (Map.Entry<String, String> file : desk.contents().entrySet()) {
            if (!file.getKey().startsWith("recovery-kit")) {
                file.getValue().lines().filter(line -> line.length() >= 20)
                        .forEach(line -> assertThat(desk.said()).as(file.getKey()).doesNotContain(line));
            }
        }
        assertThat(desk.said()).doesNotContain(kitCode());
    }

    @Test
    void aSecondRunChangesNothing() {
        desk.setup();
        Map<String, String> before = desk.contents();

        int code = desk.setup();

        assertThat(code).isZero();
        assertThat(desk.contents()).isEqualTo(before);
        assertThat(desk.said("made")).isEmpty();
        assertThat(desk.said("kept")).containsExactlyInAnyOrderElementsOf(before.keySet());
    }

    @Test
    void aRunThatWasCutOffAnywhereIsCompleted() throws Exception {
        // Given
        desk.setup("demo");
        List<String> order = desk.said("made");
        Map<String, String> whole = desk.contents();
        assertThat(order).hasSize(whole.size());

        for (int cut = 0; cut < order.size(); cut++) {
            Desk other = new Desk(folder.resolve("cut-" + cut));
            Map<String, String> there = new TreeMap<>();
            for (String name : order.subList(0, cut)) {
                Files.writeString(other.file(name), whole.get(name));
                there.put(name, whole.get(name));
            }
            Files.writeString(other.file(order.get(cut) + ".part"), "half");

            // When
            int code = other.setup("demo");

            // Then
            assertThat(code).as("cut before %s: %s", order.get(cut), other.said()).isZero();
            assertThat(other.contents()).containsAllEntriesOf(there).containsOnlyKeys(whole.keySet());
            assertThat(other.said("made")).containsExactlyElementsOf(order.subList(cut, order.size()));
            assertThat(other.setup("demo")).isZero();
            assertThat(other.said("made")).isEmpty();
        }
    }

    @Test
    void whatTheEngineLeavesInTheWayIsReplaced() throws Exception {
        Files.createDirectory(desk.file("dump-role"));
        Files.writeString(desk.file("gateway-database"), "\n");

        assertThat(desk.setup()).isZero();

        assertThat(desk.secret("dump-role")).matches("[0-9a-f]{40}\n");
        assertThat(desk.secret("gateway-database")).matches("[0-9a-f]{40}\n");
    }

    @Test
    void aFolderWithSomethingInItIsNotTouched() throws Exception {
        Files.createFile(Files.createDirectory(desk.file("dump-role")).resolve("mine"));

        assertThat(desk.setup()).isEqualTo(1);

        assertThat(desk.said()).contains(desk.file("dump-role").toString());
        assertThat(desk.file("dump-role").resolve("mine")).exists();
    }

    @Test
    void rootGivesTheFilesToTheFoldersOwner() throws Exception {
        assertThat(Owner.isRoot()).as("the tests run as root").isTrue();
        for (Path owned : List.of(desk.secrets, desk.kit)) {
            new Owner(12345, 12346).take(owned);
        }
        Path brought = Files.writeString(desk.file("bucket-shipper-access-key"), "mine\n");
        Files.setPosixFilePermissions(brought, PosixFilePermissions.fromString("rw-------"));

        assertThat(desk.setup()).isZero();

        for (String name : desk.contents().keySet()) {
            assertThat(Owner.of(desk.file(name))).as(name).isEqualTo(new Owner(12345, 12346));
        }
        assertThat(mode(brought)).isEqualTo("r--r--r--");
        assertThat(desk.secret("bucket-shipper-access-key")).isEqualTo("mine\n");
    }

    @Test
    void aLinkIsNotFollowedToGiveAwayWhatItPointsTo() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "password\n");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(desk.file("dump-role"), elsewhere);
        new Owner(12345, 12346).take(desk.secrets);

        assertThat(desk.setup()).isZero();

        assertThat(mode(elsewhere)).isEqualTo("rw-------");
        assertThat(Owner.of(elsewhere)).isEqualTo(new Owner(0, 0));
        assertThat(elsewhere).hasContent("password");
    }

    @Test
    void withoutAFolderNothingIsMade() throws Exception {
        Files.delete(desk.kit);

        assertThat(desk.setup()).isEqualTo(1);

        assertThat(desk.said()).contains("there is no folder " + desk.kit);
        assertThat(desk.file("recovery-public.asc")).doesNotExist();
        Files.createDirectory(desk.kit);
        assertThat(desk.setup()).isZero();
        Files.move(desk.secrets, folder.resolve("away"));
        assertThat(desk.setup()).isEqualTo(1);
        assertThat(desk.said()).contains("there is no folder " + desk.secrets);
    }

    @Test
    void twoAtOnceDoNotMix() throws Exception {
        try (FileChannel lock = FileChannel.open(desk.file(".setup.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            lock.lock();

            assertThat(desk.setup()).isEqualTo(1);
        }

        assertThat(desk.said()).contains("another setup is at work");
        assertThat(desk.contents()).isEmpty();
        assertThat(desk.setup()).isZero();
    }

    @Test
    void theBrokersDefinitionsFollowThePasswords() throws Exception {
        desk.setup();
        String before = desk.secret("rabbitmq-definitions.json");
        Files.delete(desk.file("broker-shipper"));

        assertThat(desk.setup()).isZero();

        String after = desk.secret("rabbitmq-definitions.json");
        assertThat(desk.said("made")).containsExactly("broker-shipper", "rabbitmq-definitions.json");
        assertThat(desk.said()).contains("anew", "--force-recreate");
        assertThat(lines(after)).hasSameSizeAs(lines(before))
                .filteredOn(line -> !lines(before).contains(line)).singleElement().asString()
                .contains("\"shipper\"");
    }

    @Test
    void theBrokersDefinitionsFollowTheTemplate() throws Exception {
        desk.setup();
        Path newer = Files.writeString(folder.resolve("newer.json"),
                Files.readString(Desk.template()).replace("3600000", "1800000"));
        desk.environment.put("GZ_SETUP_DEFINITIONS", newer.toString());

        assertThat(desk.setup()).isZero();

        assertThat(desk.said("made")).containsExactly("rabbitmq-definitions.json");
        assertThat(desk.secret("rabbitmq-definitions.json")).contains("1800000").doesNotContain("3600000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shipper-signing.asc shipper-public.asc", "verifier-signing.asc verifier-public.asc",
            "verifier-decryption.asc verifier-decryption-public.asc"})
    void ofAPairOnlyThePublicHalfIsMadeAgain(String pair) throws Exception {
        String privateName = pair.split(" ")[0];
        String publicName = pair.split(" ")[1];
        desk.setup();
        Map<String, String> before = desk.contents();

        // the public half comes from the private one
        Files.delete(desk.file(publicName));
        assertThat(desk.setup()).isZero();
        assertThat(desk.contents()).isEqualTo(before);

        // a private half that is gone is not replaced by another one behind the user's back
        Files.delete(desk.file(privateName));
        assertThat(desk.setup()).isEqualTo(1);
        assertThat(desk.said("WRONG")).containsExactly(privateName);
        assertThat(desk.said()).doesNotContain("What you do next");

        // halves of different pairs are noticed
        Files.writeString(desk.file(privateName), before.get(privateName));
        Desk other = new Desk(folder.resolve("other"));
        other.setup();
        Files.delete(desk.file(publicName));
        Files.writeString(desk.file(publicName), other.secret(publicName));
        assertThat(desk.setup()).isEqualTo(1);
        assertThat(desk.said("WRONG")).contains(publicName);
    }

    @Test
    void olderKeysMayFollowTheNewOne() throws Exception {
        desk.setup();
        String oldPrivate = desk.secret("verifier-decryption.asc");
        String oldSigner = desk.secret("shipper-public.asc");
        for (String name : List.of("verifier-decryption.asc", "verifier-decryption-public.asc", "recipients",
                "shipper-signing.asc", "shipper-public.asc")) {
            Files.delete(desk.file(name));
        }
        assertThat(desk.setup()).isZero();
        for (Map.Entry<String, String> old : Map.of("verifier-decryption.asc", oldPrivate, "shipper-public.asc",
                oldSigner).entrySet()) {
            Files.setPosixFilePermissions(desk.file(old.getKey()), PosixFilePermissions.fromString("rw-r--r--"));
            Files.writeString(desk.file(old.getKey()), old.getValue(), StandardOpenOption.APPEND);
        }
        Map<String, String> both = desk.contents();

        int code = desk.setup();

        assertThat(code).as(desk.said()).isZero();
        assertThat(desk.contents()).containsAllEntriesOf(Map.of("verifier-decryption.asc",
                both.get("verifier-decryption.asc"), "shipper-public.asc", both.get("shipper-public.asc")));
    }

    @Test
    void nobodyIsStruckFromTheRecipients() throws Exception {
        desk.setup();
        String ours = desk.secret("recipients");
        String another = "0123456789ABCDEF0123456789ABCDEF01234567";
        replace("recipients", "# who may read\n" + ours.toLowerCase(Locale.ROOT) + another + "\n");

        assertThat(desk.setup()).isZero();
        assertThat(desk.secret("recipients")).contains(another);

        replace("recipients", ours.lines().findFirst().orElseThrow() + "\n");
        assertThat(desk.setup()).isEqualTo(1);
        assertThat(desk.said("WRONG")).containsExactly("recipients");
        assertThat(desk.said()).contains(ours.lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void theDemosBucketHasOneLogin() throws Exception {
        assertThat(desk.setup("demo")).isZero();

        assertThat(desk.secret("bucket-shipper-access-key")).isEqualTo(desk.secret("bucket-verifier-access-key"))
                .matches("[0-9a-f]{20}\n");
        assertThat(desk.secret("bucket-shipper-secret-key")).isEqualTo(desk.secret("bucket-verifier-secret-key"))
                .matches("[0-9a-f]{40}\n");
        String accessKey = desk.secret("bucket-verifier-access-key");
        Files.delete(desk.file("bucket-shipper-access-key"));
        desk.setup("demo");
        assertThat(desk.secret("bucket-shipper-access-key")).isEqualTo(accessKey);
    }

    @Test
    void theProfileOfTheDemoIsAsGoodAsTheWord() {
        desk.environment.put("COMPOSE_PROFILES", "monitoring,demo");

        assertThat(desk.setup()).isZero();

        assertThat(desk.said("made")).contains("bucket-shipper-access-key", "bucket-verifier-secret-key",
                "sample-superuser");
    }

    @Test
    void otherwiseTheUserIsAskedForTheBucketsKeys() throws Exception {
        Files.writeString(desk.file("bucket-shipper-access-key"), "mine\n");

        assertThat(desk.setup()).isZero();

        assertThat(desk.said()).contains("bucket-shipper-secret-key", "bucket-verifier-access-key",
                "bucket-verifier-secret-key");
        assertThat(desk.said("kept")).containsExactly("bucket-shipper-access-key");
        assertThat(desk.said().substring(desk.said().indexOf("What you do next")))
                .doesNotContain("bucket-shipper-access-key");
        assertThat(desk.file("bucket-verifier-access-key")).doesNotExist();
    }

    @Test
    void itRemindsOfTheKitUntilThatIsStored() throws Exception {
        desk.setup();
        assertThat(desk.said()).contains("STILL ON THIS MACHINE", "recovery-kit.html", "kit-stored CODE");
        String publicKey = desk.secret("recovery-public.asc");
        String code = kitCode();

        assertThat(desk.setup("kit-stored", "0000-0000")).isEqualTo(2);
        assertThat(desk.setup()).isZero();
        assertThat(desk.said()).contains("STILL ON THIS MACHINE");

        assertThat(desk.setup("kit-stored", code)).isZero();
        assertThat(desk.kit).isEmptyDirectory();
        assertThat(desk.setup()).isZero();
        assertThat(desk.said()).doesNotContain("STILL ON THIS MACHINE");
        assertThat(desk.secret("recovery-public.asc")).isEqualTo(publicKey);
        assertThat(desk.setup("kit-stored", code)).isZero();
        assertThat(desk.said()).contains("nothing to do");
    }

    @Test
    void deletingTheFolderEndsTheReminderAsWell() throws Exception {
        desk.setup();
        for (String name : List.of("recovery-key.asc", "recovery-kit.html", "recovery-kit.txt")) {
            assertThat(desk.said()).contains("STILL ON THIS MACHINE");
            Files.delete(desk.file(name));
            if (!name.equals("recovery-kit.txt")) {
                // what was printed holds the key as well
                desk.setup();
            }
        }
        Files.delete(desk.kit);

        assertThat(desk.setup()).as(desk.said()).isZero();

        assertThat(desk.said()).doesNotContain("STILL ON THIS MACHINE");
        assertThat(desk.said("made")).isEmpty();
    }

    @Test
    void theKeyInThePaperAloneIsDeletedAsWell() throws Exception {
        desk.setup();
        String code = kitCode();
        Files.delete(desk.file("recovery-key.asc"));
        Files.delete(desk.file("recovery-kit.txt"));

        assertThat(desk.setup("kit-stored", code)).isZero();

        assertThat(desk.kit).isEmptyDirectory();
    }

    @Test
    void thePaperFollowsTheSettings() {
        desk.setup();
        desk.environment.put("GZ_BUCKET_NAME", "elsewhere");

        assertThat(desk.setup()).isZero();

        assertThat(desk.said("made")).containsExactly("recovery-kit.html", "recovery-kit.txt");
        assertThat(desk.contents().get("recovery-kit.txt")).contains("s3://elsewhere/");
    }

    @Test
    void whatItDoesNotKnowItExplains() {
        for (List<String> words : List.of(List.of("help"), List.of("demo", "more"), List.of("kit-stored"))) {
            assertThat(desk.setup(words.toArray(String[]::new))).isEqualTo(2);
            assertThat(desk.said()).contains("setup demo", "setup kit-stored CODE");
        }
        assertThat(desk.contents()).isEmpty();
    }

    private String kitCode() {
        Matcher code = CODE.matcher(desk.contents().get("recovery-kit.txt"));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private void replace(String name, String content) throws IOException {
        Files.delete(desk.file(name));
        Files.writeString(desk.file(name), content);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
