package io.groundzero.backup.setup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.groundzero.backup.openpgp.ArmoredKey;

/**
 * The private half of the recovery key, with a paper that says how to restore with it. It lies here only until somebody
 * has printed it.
 */
final class RecoveryKit {

    static final String KEY = "recovery-key.asc";
    static final String PAGE = "recovery-kit.html";
    static final String TEXT = "recovery-kit.txt";

    /** Each of them holds the private key. */
    private static final List<String> FILES = List.of(PAGE, TEXT, KEY);
    private static final int CODE_DIGITS = 8;

    private final PrivateFolder folder;
    private final BackupPlace place;
    private final Journal journal;

    RecoveryKit(PrivateFolder folder, BackupPlace place, Journal journal) {
        this.folder = folder;
        this.place = place;
        this.journal = journal;
    }

    /** Whether the private key lies on this machine: in its own file, or as part of what is printed. */
    boolean isHere() throws IOException {
        return !present().isEmpty();
    }

    KeyPair pair(PrivateFolder secrets) {
        return new KeyPair(folder, KEY, secrets, SecretNames.RECOVERY_PUBLIC, "the recovery key", false);
    }

    /** Writes the paper, again if what it says has changed; nothing if the key was taken away. */
    void write(PrivateFolder secrets) throws IOException {
        if (!folder.has(KEY)) {
            return;
        }
        folder.prepare();
        ArmoredKey key = key();
        List<Block> pages = new KitDocument(key,
                ArmoredKey.fingerprints(secrets.file(SecretNames.VERIFIER_DECRYPTION_PUBLIC)).get(0),
                secrets.text(SecretNames.SHIPPER_PUBLIC), place, code(key)).pages();
        write(PAGE, HtmlForm.of(KitDocument.TITLE, pages));
        write(TEXT, TextForm.of(pages));
    }

    /**
     * @param code from the paper, so that nobody deletes a kit that he has not seen
     * @return false, and nothing is deleted, if it is another one
     */
    boolean delete(String code) throws IOException {
        if (!code(key()).equals(code.strip().toLowerCase(Locale.ROOT))) {
            return false;
        }
        // the key last: as long as it is here, the paper can be made again
        for (String name : FILES) {
            folder.delete(name);
        }
        return true;
    }

    private ArmoredKey key() throws IOException {
        // the one that is deleted last comes last
        List<String> present = present();
        return ArmoredKey.read(folder.file(present.get(present.size() - 1))).get(0);
    }

    private List<String> present() throws IOException {
        List<String> present = new ArrayList<>();
        for (String name : FILES) {
            if (folder.has(name)) {
                present.add(name);
            }
        }
        return present;
    }

    private static String code(ArmoredKey key) {
        String digits = LineWords.sha256(key.secretKey()).substring(0, CODE_DIGITS);
        return digits.substring(0, CODE_DIGITS / 2) + "-" + digits.substring(CODE_DIGITS / 2);
    }

    private void write(String name, String content) throws IOException {
        if (folder.has(name) && folder.text(name).equals(content)) {
            folder.protect(name);
            journal.kept(name, "the recovery kit, to be printed");
        } else {
            folder.write(name, content);
            journal.made(name, "the recovery kit, to be printed");
        }
    }
}
