package io.groundzero.backup.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.openpgp.Recipients;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.testbed.TestPostgres;

/** Somebody has the paper and a backup, and nothing else. */
class RecoveryKitTest {

    private static final String BACKUP = "main-20261126T030000Z";

    @TempDir
    private Path folder;

    private Desk desk;
    private Path home;

    @BeforeEach
    void printTheKit() throws Exception {
        desk = new Desk(folder);
        assertThat(desk.setup()).as(desk.said()).isZero();
        home = Files.createTempDirectory(Path.of("/tmp"), "gz-kit-");
    }

    @AfterEach
    void tidyUp() throws Exception {
        try (Shell shell = new Shell(home, Map.of())) {
            shell.run("true");
        }
        DurableFiles.deleteTree(home);
    }

    @Test
    void aDatabaseComesBackByThePaperAlone() throws Exception {
        try (TestPostgres source = TestPostgres.start(); TestPostgres target = TestPostgres.start()) {
            // Given: a backup as our services leave it, and keys typed from paper
            Path bucket = Files.createDirectories(home.resolve("bucket").resolve(BACKUP));
            backUp(source, bucket);
            String paper = text();
            type(paper);
            String commands = String.join("\n", block(paper, "endpoint="), block(paper, "gpg --import"),
                    block(paper, "shopt"));
            assertThat(commands).contains("folder=s3://backups/main/", "endpoint=https://s3.example.org");

            // When
            String said = new Shell(home, login(target)).run("""
                    aws() { echo "aws $*"; [[ $4 != cp ]] || cp -r ~/bucket/"$(basename "$6")" "$7"; }
                    """ + commands.replaceAll("backup=main-\\S+", "backup=" + BACKUP));

            // Then
            assertThat(said).contains("Good signature",
                    "aws --endpoint-url https://s3.example.org s3 ls s3://backups/main/");
            assertThat(psql(target, "shop", "SELECT count(*) || ' ' || sum(amount) FROM keeper.sale"))
                    .isEqualTo(psql(source, "shop", "SELECT count(*) || ' ' || sum(amount) FROM keeper.sale"))
                    .isEqualTo("1000 500500\n");
            assertThat(psql(target, "shop", "SELECT tableowner FROM pg_tables WHERE tablename = 'sale'"))
                    .isEqualTo("keeper\n");
            assertThat(psql(target, "postgres", "SELECT note FROM own")).isEqualTo("kept as well\n");
        }
    }

    @Test
    void eachFormHoldsTheKeyAndBothRecipientsOpenABackup() throws Exception {
        // Given
        Path message = encrypt("content".getBytes(StandardCharsets.UTF_8), home.resolve("message.gpg"));
        String page = desk.contents().get(RecoveryKit.PAGE);

        for (String key : List.of(key(text(), "PRIVATE"), key(page, "PRIVATE"),
                desk.contents().get(RecoveryKit.KEY), desk.secret(SecretNames.VERIFIER_DECRYPTION))) {
            Path empty = Files.createTempDirectory(Path.of("/tmp"), "gz-kit-");
            try (Shell shell = new Shell(empty, Map.of("MESSAGE", message.toString()))) {
                Files.writeString(empty.resolve("key.asc"), key);

                // When
                String plain = shell.run("gpg -q --import key.asc >&2 && gpg -q -d \"$MESSAGE\" 2>/dev/null");

                // Then
                assertThat(plain).endsWith("content");
            } finally {
                DurableFiles.deleteTree(empty);
            }
        }
    }

    @Test
    void aTypingMistakeIsFoundByItsLine() throws Exception {
        // Given
        String paper = text();
        String words = between(paper, "| xargs -n 10\n", "\nThe key that");
        type(paper);
        Shell shell = new Shell(home, Map.of());
        assertThat(shell.run(LineWords.COMMAND).strip()).isEqualTo(words.strip());

        // When: a letter of the seventh line is wrong
        List<String> lines = Files.readAllLines(home.resolve("backup-private.asc"));
        String line = lines.get(6);
        lines.set(6, (line.charAt(0) == 'A' ? 'B' : 'A') + line.substring(1));
        Files.write(home.resolve("backup-private.asc"), lines);
        String[] now = shell.run(LineWords.COMMAND).split("\\s+");

        // Then
        String[] before = words.strip().split("\\s+");
        assertThat(now).hasSameSizeAs(before);
        for (int word = 0; word < now.length; word++) {
            assertThat(now[word].equals(before[word])).as("line %d", word + 1).isEqualTo(word != 6);
        }
    }

    @Test
    void theTextFitsTwoPagesOfAnyPrinter() {
        String[] pages = text().split("\f");

        assertThat(pages).hasSize(2);
        for (String page : pages) {
            assertThat(page.lines().toList()).hasSizeLessThanOrEqualTo(64).allMatch(line -> line.length() <= 78,
                    "at most 78 columns");
            assertThat(page).matches("[\\n\\x20-\\x7e]*");
        }
    }

    @Test
    void aBrowserPrintsThePageOnTwoSheets() throws Exception {
        desk.environment.put("GZ_BUCKET_ENDPOINT", "https://objects.a-region-with-a-long-name.provider.example.org");
        desk.environment.put("GZ_BUCKET_PREFIX", "disaster-recovery/production");
        desk.setup();
        Files.writeString(home.resolve("kit.html"), desk.contents().get(RecoveryKit.PAGE));

        new Shell(home, Map.of()).run("chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer"
                + " --user-data-dir=browser --print-to-pdf=kit.pdf file://$HOME/kit.html");

        String pdf = Files.readString(home.resolve("kit.pdf"), StandardCharsets.ISO_8859_1);
        assertThat(Pattern.compile("/Type /Page\\b").matcher(pdf).results()).hasSize(2);
    }

    @Test
    void whatIsNotKnownIsLeftToBeFilledInByHand() {
        desk.environment.keySet().removeIf(name -> name.startsWith("GZ_BUCKET") || name.startsWith("GZ_GATEWAY"));
        desk.environment.put("GZ_BUCKET_NAME", "$(reboot)");
        desk.environment.put("GZ_CLUSTERS_SHOP_HOST", "db");

        assertThat(desk.setup()).isZero();

        assertThat(text()).contains("s3://BUCKET/shop/", "Words in capitals").containsPattern("Backups lie in +_{30}")
                .doesNotContain("reboot", "endpoint");
    }

    @Test
    void thePageLoadsNothingAndSaysTheSame() {
        desk.environment.put("GZ_BUCKET_ENDPOINT", "https://s3.example.org/x?a=<b>&c");
        desk.setup();
        String page = desk.contents().get(RecoveryKit.PAGE);

        assertThat(page).doesNotContain("<b>", "src=", "href=", "url(", "<script");
        String said = page.replaceAll("(?s)<head>.*</head>", "").replaceAll("<[^>]+>", " ").replaceAll("&[a-z#0-9]+;",
                " ");
        List<String> words = List.of(said.split("\\s+"));
        text().lines().filter(line -> !line.matches("[-=_].*")).flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.matches("[A-Za-z0-9.,:]{4,}"))
                .forEach(word -> assertThat(words).contains(word));
    }

    private String text() {
        return desk.contents().get(RecoveryKit.TEXT);
    }

    /** Dumps as the dumper does, and encrypts, signs and names everything as the other services do. */
    private void backUp(TestPostgres source, Path bucket) throws Exception {
        new Shell(home, login(source)).run("""
                psql -Xq -d postgres <<'END'
                CREATE ROLE keeper LOGIN PASSWORD 'x';
                CREATE DATABASE shop OWNER keeper;
                CREATE TABLE own (note text);
                INSERT INTO own VALUES ('kept as well');
                \\connect shop
                SET ROLE keeper;
                CREATE SCHEMA AUTHORIZATION keeper;
                CREATE TABLE sale AS SELECT n AS amount FROM generate_series(1, 1000) n;
                END
                mkdir dump && cd dump
                pg_dumpall --globals-only | zstd -q >globals.sql.zst
                for database in shop postgres; do
                  pg_dump -Fd -Z0 -d $database -f $database.dir
                  tar c $database.dir | zstd -q >$database.dir.tar.zst
                done
                """);
        for (String name : List.of("globals.sql.zst", "shop.dir.tar.zst", "postgres.dir.tar.zst")) {
            encrypt(Files.readAllBytes(home.resolve("dump").resolve(name)), bucket.resolve(name + ".gpg"));
        }
        byte[] manifest = Files.readAllBytes(Files.writeString(bucket.resolve("manifest.json"), "{}"));
        Files.write(bucket.resolve("manifest.json.asc"),
                SigningKey.load(desk.file(SecretNames.SHIPPER_SIGNING), Optional.empty(), Clock.systemUTC())
                        .sign(manifest));
        DurableFiles.deleteTree(home.resolve("dump"));
    }

    /** As the encryptor does with what setup made for it. */
    private Path encrypt(byte[] content, Path file) throws Exception {
        List<String> fingerprints = desk.secret(SecretNames.RECIPIENTS).lines().toList();
        assertThat(fingerprints).hasSize(2);
        Recipients recipients = Recipients.load(List.of(desk.file(SecretNames.RECOVERY_PUBLIC),
                desk.file(SecretNames.VERIFIER_DECRYPTION_PUBLIC)), fingerprints, Clock.systemUTC());
        try (OutputStream out = Files.newOutputStream(file); OutputStream message = recipients.encrypt(out)) {
            message.write(content);
        }
        return file;
    }

    /** Puts both keys of the paper where it says. */
    private void type(String paper) throws IOException {
        Files.writeString(home.resolve("backup-private.asc"), key(paper, "PRIVATE"));
        Files.writeString(home.resolve("backup-signing.asc"), key(paper, "PUBLIC"));
    }

    private static String key(String paper, String half) {
        Matcher key = Pattern.compile("-----BEGIN PGP " + half + " KEY BLOCK-----.*?-----END PGP " + half
                + " KEY BLOCK-----", Pattern.DOTALL).matcher(paper);
        assertThat(key.find()).as("a %s key", half).isTrue();
        return key.group() + "\n";
    }

    /** The commands of the paper, to the next empty line, that stand together with these words. */
    private static String block(String paper, String words) {
        return List.of(paper.split("\n\n")).stream()
                .filter(block -> block.lines().anyMatch(line -> line.startsWith(words))).findFirst().orElseThrow();
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private String psql(TestPostgres server, String database, String sql) throws Exception {
        return new Shell(home, login(server)).run("psql -XAt -d " + database + " -c \"" + sql + "\"");
    }

    private static Map<String, String> login(TestPostgres server) {
        return Map.of("PGHOST", server.host(), "PGPORT", Integer.toString(server.port()), "PGUSER",
                server.superuser(), "PGPASSWORD", server.password());
    }
}
