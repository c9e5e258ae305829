package io.groundzero.backup.setup;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import io.groundzero.backup.openpgp.ArmoredKey;

/**
 * The two files of an OpenPGP key.
 *
 * @param what it is for, for people
 * @param kept whether the private half stays here: otherwise it is expected to be taken away
 */
record KeyPair(PrivateFolder privateFolder, String privateName, PrivateFolder publicFolder, String publicName,
        String what, boolean kept) {

    private static final String PRIVATE = "private";
    private static final String PUBLIC = "public";

    /** Makes what is missing, the private half first: the public one can be had from it, and not the other way round. */
    void complete(Supplier<ArmoredKey> maker, Journal journal) throws IOException {
        boolean privateHere = privateFolder.has(privateName);
        boolean publicHere = publicFolder.has(publicName);
        if (privateHere) {
            // the newest key stands first; older ones behind it still open or verify old backups
            List<ArmoredKey> keys = ArmoredKey.read(privateFolder.file(privateName));
            keep(privateFolder, privateName, PRIVATE, journal);
            if (!publicHere) {
                make(publicFolder, publicName, PUBLIC, keys.get(0).publicKey(), journal);
            } else if (ArmoredKey.fingerprints(publicFolder.file(publicName)).contains(keys.get(0).fingerprint())) {
                keep(publicFolder, publicName, PUBLIC, journal);
            } else {
                journal.problem(publicName, "is not the public half of " + privateName
                        + ": put the right one back, or delete it, and setup makes it");
            }
        } else if (!publicHere) {
            ArmoredKey key = maker.get();
            make(privateFolder, privateName, PRIVATE, key.secretKey(), journal);
            make(publicFolder, publicName, PUBLIC, key.publicKey(), journal);
        } else if (kept) {
            journal.problem(privateName, "is missing, though " + publicName
                    + " is there: put it back, or delete that as well, and setup makes a new pair");
        } else {
            keep(publicFolder, publicName, PUBLIC, journal);
        }
    }

    private void make(PrivateFolder folder, String name, String half, String armored, Journal journal)
            throws IOException {
        folder.write(name, armored);
        journal.made(name, describe(half));
    }

    private void keep(PrivateFolder folder, String name, String half, Journal journal) throws IOException {
        folder.protect(name);
        journal.kept(name, describe(half));
    }

    private String describe(String half) {
        boolean toBeTaken = !kept && half.equals(PRIVATE);
        return half + " half of " + what + (toBeTaken ? ": to be taken off this machine" : "");
    }
}
