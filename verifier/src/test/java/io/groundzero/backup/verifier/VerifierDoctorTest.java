package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.testbed.TestBroker;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.fixture.TestStore;

/** A verifier's doctor with a real broker, and a bucket in which a backup lies. */
class VerifierDoctorTest {

    private static TestBroker broker;
    private static TestStore store;
    private static Path keys;

    private final Map<String, String> environment = new TreeMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path folder;

    @BeforeAll
    static void startServers() throws Exception {
        broker = TestBroker.start();
        store = new TestStore();
        keys = Keys.folder();
        TestVerifier.ensureUser();
        store.client(TestBucketConfig.of(store));
        new TestBackup(store, keys).ship();
    }

    @AfterAll
    static void stopServers() throws IOException {
        store.close();
        broker.close();
    }

    @BeforeEach
    void settings() throws Exception {
        folder = TestFolders.create("doctor");
        environment.put("GZ_BROKER_HOST", broker.host());
        environment.put("GZ_BROKER_PORT", Integer.toString(broker.port()));
        environment.put("GZ_BROKER_USER", "verifier");
        environment.put("GZ_BROKER_PASSWORD_FILE", broker.passwordFile("verifier").toString());
        environment.put("GZ_VERIFIER_SCRATCH", folder.resolve("scratch").toString());
        environment.put("GZ_VERIFIER_DECRYPTION_KEYS", keys.resolve("recipient.asc").toString());
        environment.put("GZ_VERIFIER_SIGNING_KEY", keys.resolve("verifier.asc").toString());
        environment.put("GZ_VERIFIER_MANIFEST_SIGNERS", keys.resolve("shipper.pub").toString());
        environment.put("GZ_BUCKET_NAME", TestStore.BUCKET);
        environment.put("GZ_BUCKET_PREFIX", TestStore.PREFIX);
        environment.put("GZ_BUCKET_ENDPOINT", store.endpoint().toString());
        environment.put("GZ_BUCKET_CERTIFICATE_AUTHORITY", store.authority().toString());
        environment.put("GZ_BUCKET_ACCESS_KEY_FILE", store.server().accessKeyFile().toString());
        environment.put("GZ_BUCKET_SECRET_KEY_FILE", store.server().secretKeyFile().toString());
    }

    @Test
    void aVerifierThatWouldWorkIsWellAndNothingIsLeft() throws Exception {
        List<String> before = store.keys("");

        int code = examine();

        assertThat(code).as(text()).isZero();
        assertThat(text()).contains("ok    settings: complete", "ok    queue verifier: is there",
                "ok    decryption keys: unlocked: " + fingerprint("recipient"),
                "ok    signing key: " + fingerprint("verifier") + " signs proofs",
                "ok    manifest signers: believed: " + fingerprint("shipper"),
                "ok    bucket backups: s3://backups/dr/test/: list and get",
                "ok    clock: agrees with bucket backups", "ok    proofs: may be put into the bucket",
                "its manifest is signed by " + fingerprint("shipper"), ": a decryption key opens it",
                "ok    programs: PostgreSQL 15.", "ok    space: enough to restore the newest backup",
                "is writable, ", "ok    sandbox: programs run as ground-zero-throwaway, isolation NAMESPACES",
                "ok    probes: none", "ok    self-test: at ",
                // the test's store has one key that may do everything
                "warn  bucket backups: this key can also delete",
                "warn  bucket backups: this key can also write outside")
                .doesNotContain("FAIL");
        assertThat(store.keys("")).isEqualTo(before);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itWorksBesideARunningVerifierAndLeavesItsFolderAsItIs() throws Exception {
        try (TestVerifier running = new TestVerifier(store, Map.of())) {
            Path run = running.scratch().begin();
            environment.put("GZ_VERIFIER_SCRATCH", running.scratchFolder().toString());

            assertThat(examine()).as(text()).isZero();
            assertThat(run).isDirectory();
            try (var left = Files.list(running.scratchFolder())) {
                assertThat(left).extracting(path -> path.getFileName().toString()).containsExactlyInAnyOrder(".lock",
                        "proofs", "run");
            }
            running.scratch().wipe();
        }
    }

    @Test
    void keysThatFitNothing() {
        environment.put("GZ_VERIFIER_DECRYPTION_KEYS", keys.resolve("other.asc").toString());
        environment.put("GZ_VERIFIER_MANIFEST_SIGNERS", keys.resolve("verifier.pub").toString());

        assertThat(examine()).isOne();
        assertThat(text())
                .containsPattern("warn  newest backup main-\\w+: none of the decryption keys opens it")
                .containsPattern("FAIL  newest backup main-\\w+: .*unknown key.*\\(SIGNATURE_INVALID\\)")
                .contains("warn  signing key: manifests signed by this key are believed, too");
    }

    @Test
    void missingKeyFilesAndAWrongSecret() throws Exception {
        environment.put("GZ_VERIFIER_DECRYPTION_KEYS", "/nowhere/private.asc");
        environment.put("GZ_VERIFIER_SIGNING_KEY", "/nowhere/signing.asc");
        environment.put("GZ_VERIFIER_MANIFEST_SIGNERS", "/nowhere/public.asc");
        environment.put("GZ_BUCKET_SECRET_KEY_FILE", Files.writeString(folder.resolve("wrong"), "wrong").toString());
        environment.put("GZ_BROKER_PASSWORD_FILE", folder.resolve("wrong").toString());

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  decryption keys: .*/nowhere/private.asc")
                .containsPattern("FAIL  signing key: .*/nowhere/signing.asc")
                .containsPattern("FAIL  manifest signers: .*/nowhere/public.asc")
                .containsPattern("FAIL  bucket backups: .*\\(BUCKET_ACCESS_DENIED\\)\n      Check access key")
                .contains("refuses the login of verifier", "ok    sandbox: ");
    }

    @Test
    void missingBucketUserAndPrograms() {
        environment.put("GZ_BUCKET_NAME", "nowhere");
        environment.put("GZ_VERIFIER_THROWAWAY_USER", "nobody-here");
        environment.put("GZ_MUTATION_SCHEDULE", "off");
        environment.put("GZ_VERIFIER_JOBS", "0");

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  bucket nowhere: .*\\(BUCKET_MISSING\\)").contains(
                "FAIL  sandbox: gz.verifier.throwaway-user: there is no user nobody-here",
                "warn  self-test: off", "FAIL  settings: GZ_VERIFIER_JOBS must be 1 to 64, but is 0");
    }

    @Test
    void programsOfTheBackupsVersionAndSpaceForIt() {
        environment.put("GZ_VERIFIER_CLIENT_PROGRAMS", folder.toString());

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  programs: .*\\(SOURCE_VERSION_UNSUPPORTED\\)");
    }

    @Test
    void aSourceWithinReachIsUnwise() throws Exception {
        try (ServerSocket source = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("GZ_CLUSTERS_MAIN_HOST", "127.0.0.1");
            environment.put("GZ_CLUSTERS_MAIN_PORT", Integer.toString(source.getLocalPort()));
            environment.put("GZ_CLUSTERS_FAR_HOST", "far.invalid");
            environment.put("GZ_CLUSTERS_LOCAL_HOST", "/var/run/postgresql");

            assertThat(examine()).as(text()).isZero();
            assertThat(text()).contains(
                    "warn  source 127.0.0.1:" + source.getLocalPort() + ": can be reached from here",
                    "ok    source far.invalid:5432: cannot be reached from here").doesNotContain("/var/run/postgresql");
        }
    }

    @Test
    void aSourceWithoutAPortHasTheUsualOne() {
        environment.put("GZ_CLUSTERS_MAIN_HOST", "far.invalid");
        environment.put("GZ_CLUSTERS_MAIN_PORT", "");
        environment.put("GZ_CLUSTERS_ODD_HOST", "odd.invalid");
        environment.put("GZ_CLUSTERS_ODD_PORT", "65536");
        environment.put("GZ_CLUSTERS_WORD_HOST", "word.invalid");
        environment.put("GZ_CLUSTERS_WORD_PORT", "postgres");

        assertThat(examine()).isOne();
        assertThat(text()).contains("ok    source far.invalid:5432: cannot be reached from here",
                "FAIL  source odd.invalid: not looked at: GZ_CLUSTERS_ODD_PORT is no port",
                "FAIL  source word.invalid: not looked at: GZ_CLUSTERS_WORD_PORT is no port");
    }

    @Test
    void missingSettings() {
        environment.remove("GZ_VERIFIER_SCRATCH");
        environment.remove("GZ_BUCKET_NAME");

        assertThat(examine()).isOne();
        assertThat(text()).contains("FAIL  settings: GZ_VERIFIER_SCRATCH is not set",
                "FAIL  settings: GZ_BUCKET_NAME is not set", "FAIL  bucket: not looked at",
                "FAIL  scratch: not looked at", "ok    queue verifier: ");
    }

    private static String fingerprint(String name) throws IOException {
        return Files.readString(keys.resolve(name + ".fingerprint")).strip();
    }

    private int examine() {
        return new DoctorCommand(VerifierDoctor::checks, new PrintStream(printed, true, StandardCharsets.UTF_8),
                System.err).run(GivenSettings.of(VerifierMain.SETTINGS, environment));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
