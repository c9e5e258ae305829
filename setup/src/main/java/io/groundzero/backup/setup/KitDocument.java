package io.groundzero.backup.setup;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import io.groundzero.backup.openpgp.ArmoredKey;

/**
 * What the recovery kit says, on two pages: the key, and how somebody who was never told about any of this restores with
 * it in some years.
 *
 * @param key the recovery key
 * @param otherRecipient fingerprint of the verifier's key
 * @param signer public key that verifies backups, armored
 * @param code ends the reminder
 */
record KitDocument(ArmoredKey key, String otherRecipient, String signer, BackupPlace place, String code) {

    static final String TITLE = "Ground-Zero Backup: recovery kit";

    List<Block> pages() {
        return List.of(new Block.Title(TITLE + ", page 1 of 2"),
                new Block.Paragraph("With this paper, one backup and common tools (gpg, zstd, tar, PostgreSQL) all"
                        + " databases come back, even if nothing and nobody else is left."),
                new Block.Paragraph("Keep it like cash: whoever has it and gets at a backup can read it. It has no"
                        + " passphrase on purpose, because that would be a second thing to lose."),
                facts(),
                new Block.Heading("The private key"),
                new Block.Paragraph("Save these lines, BEGIN and END included, as backup-private.asc in your home"
                        + " folder. Between BEGIN and the first letters there is an empty line."),
                new Block.Verbatim(key.secretKey()),
                new Block.Paragraph("Each line has a check word. Where this command prints another one, the line has a"
                        + " mistake:"),
                new Block.Verbatim(LineWords.COMMAND), new Block.Verbatim(LineWords.of(key.secretKey())),
                new Block.Heading("The key that backups are signed with (public half)"),
                new Block.Paragraph("Save these lines as backup-signing.asc in your home folder."),
                new Block.Verbatim(signer), new Block.NewPage(), new Block.Title(TITLE + ", page 2 of 2"),
                new Block.Heading("1. Fetch a backup"),
                new Block.Paragraph("With any S3 client and a login that may read the bucket (aws configure). A copy"
                        + " may also lie on the machine that was backed up, in the folder pg/ of the backup volume."
                        + (place.bucket().isEmpty() || place.clusters().isEmpty()
                                ? " Words in capitals stand for what you know."
                                : "")),
                new Block.Verbatim(fetch()), new Block.Heading("2. Take the keys, and check that it is genuine"),
                new Block.Verbatim("""
                        gpg --import ~/backup-private.asc ~/backup-signing.asc
                        gpg --verify manifest.json.asc manifest.json
                        """),
                new Block.Paragraph("It must say \"Good signature\"; that the key is not certified does not matter,"
                        + " since you have it from this paper. manifest.json names the SHA-256 of every other file, the"
                        + " version of PostgreSQL, and its extensions."),
                new Block.Heading("3. Restore"),
                new Block.Paragraph("Follow RESTORE.md, which lies in the same folder: it has every command for exactly"
                        + " this backup, checks each file, makes the new server, and finds both keys where you saved"
                        + " them. If it is not there, this is the short way, in bash, into a new and empty server of"
                        + " the same major version, as its superuser postgres."),
                new Block.Verbatim("""
                        shopt -s nullglob
                        # roles; this server's superuser keeps his password
                        gpg -d globals.sql.zst.gpg | zstd -d | grep -v ' ROLE postgres[ ;]' |
                          psql -d template1
                        for f in *.dir.tar.gpg;     do gpg -d "$f" | tar x; done
                        for f in *.dir.tar.zst.gpg; do gpg -d "$f" | zstd -d | tar x; done
                        [ ! -d postgres.dir ] || psql -d template1 -c 'DROP DATABASE postgres'
                        for d in *.dir; do pg_restore -j 4 --create -d template1 "$d"; done
                        for f in *.sql.gz.gpg; do gpg -d "$f" | gunzip | psql -d template1; done
                        # files and secrets of the applications, if they were backed up
                        [ ! -e config.tar.zst.gpg ] || gpg -d config.tar.zst.gpg | zstd -d | tar x
                        """),
                new Block.Heading("Checklist, when this paper is made"),
                new Block.Checklist(List.of("Printed twice, and the key can be read: no letter is cut off or smeared",
                        "First copy lies at " + Block.BLANK,
                        "Second copy, in another building, lies at " + Block.BLANK,
                        "Page 1 says who has the login to the bucket, or where it is",
                        "Taken off the machine: docker compose run --rm setup kit-stored " + code,
                        "Somebody restored a backup with this paper alone, on " + Block.BLANK)),
                new Block.Facts(List.of(new Block.Fact("Name, date", ""), new Block.Fact("Signature", ""))));
    }

    private Block.Facts facts() {
        return new Block.Facts(List.of(
                new Block.Fact("Made on",
                        DateTimeFormatter.ISO_LOCAL_DATE.format(key.createdAt().atOffset(ZoneOffset.UTC))),
                new Block.Fact("Recovery key", grouped(key.fingerprint())),
                new Block.Fact("Verifier's key", grouped(otherRecipient)),
                new Block.Fact("Backups lie in", place.address()),
                new Block.Fact("at", place.endpoint().isEmpty() && !place.bucket().isEmpty()
                        ? "AWS" + (place.region().isEmpty() ? "" : ", region " + place.region())
                        : place.endpoint()),
                new Block.Fact("Clusters", String.join(", ", place.clusters())),
                new Block.Fact("Login to bucket", "")));
    }

    private String fetch() {
        String aws = "aws" + (place.endpoint().isEmpty() ? "" : " --endpoint-url $endpoint")
                + (place.region().isEmpty() ? "" : " --region " + place.region());
        String cluster = place.clusters().isEmpty() ? "CLUSTER" : place.clusters().get(0);
        String endpoint = place.endpoint().isEmpty() ? "" : "endpoint=" + place.endpoint() + "\n";
        return endpoint + """
                folder=%1$s%2$s/
                %3$s s3 ls $folder
                backup=%2$s-YYYYMMDDTHHMMSSZ     # the last one of the list, as a rule
                %3$s s3 cp --recursive $folder$backup/ $backup/
                cd $backup
                """.formatted(place.address().isEmpty() ? "s3://BUCKET/" : place.address(), cluster, aws);
    }

    private static String grouped(String fingerprint) {
        return fingerprint.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
