package io.groundzero.backup.contracts.error;

/**
 * The closed catalogue of everything that can go wrong. The same codes appear in events, logs and the API.
 * Each says whether waiting may cure it, what it means for the backup and what a person does about it.
 */
public enum ErrorCode {

    // one line for name and cure, one for the meaning, one for the remedy
    // @formatter:off
    MESSAGE_UNREADABLE(Cure.PERSON,
            "A message could not be read; nothing was done with it.",
            "Look at the message under /failures; it was not written by this product or by another version of it."),
    MESSAGE_FROM_THE_FUTURE(Cure.TIME,
            "A message names a time that has not come; nothing was done with it.",
            "Synchronise the clocks of all machines (NTP), then retry what is parked. If they are right, find out who sent it."),
    MESSAGE_MISDIRECTED(Cure.PERSON,
            "A message came from somebody who has no right to send it; nothing was done with it.",
            "Find out who sent it, renew that broker user's password, then dismiss it. It cannot be sent back."),
    MESSAGE_UNROUTABLE(Cure.PERSON,
            "A message found no queue; the step after it did not start.",
            "Load infra/rabbitmq/definitions.json into the broker, then retry the message."),
    CONSUMER_ENDED(Cure.PERSON,
            "A service runs, but takes no work any more; backups stop before its step.",
            "Restart the service, load infra/rabbitmq/definitions.json if its queue is gone, then dismiss this."),
    STEP_ENDS_PROCESS(Cure.PERSON,
            "A step ended its service's process twice; it was not begun a third time.",
            "Read the service's log and the system's (out of memory?), give it what it lacked, then retry."),
    BROKER_UNAVAILABLE(Cure.TIME,
            "The broker did not confirm a message in time.",
            "Check that RabbitMQ runs and accepts messages."),

    SOURCE_UNREACHABLE(Cure.TIME,
            "The source cluster does not answer; nothing was dumped.",
            "Check that PostgreSQL runs and that host and port are right."),
    SOURCE_LOGIN_REFUSED(Cure.PERSON,
            "The source cluster refuses the dump role; nothing was dumped.",
            "Check user and password file of the dump role and pg_hba.conf, then retry."),
    SOURCE_UNTRUSTED(Cure.PERSON,
            "The source cluster does not prove who it is; nothing was dumped, and no password sent.",
            "Set GZ_CLUSTERS_<NAME>_SSLROOTCERT to its authority, or give it a certificate for its host name, then retry."),
    SOURCE_VERSION_UNSUPPORTED(Cure.PERSON,
            "No PostgreSQL client tools of the source's major version are installed.",
            "Install postgresql-client of the source's major version beside the dumper, then retry."),
    SOURCE_PERMISSION_MISSING(Cure.PERSON,
            "The dump role may not read everything; a dump would be incomplete.",
            "Give the grants that the cause names, then retry."),
    SOURCE_NOT_DUMPABLE(Cure.PERSON,
            "The source holds something that pg_dump leaves out; a backup would be incomplete.",
            "Move or drop what the cause names, then retry."),
    SOURCE_NAME_UNREADABLE(Cure.PERSON,
            "A name in the source holds bytes that are no characters; what it names could not be compared, and nothing was dumped.",
            "Rename what the cause names with the SQL that it gives, in what uses that name as well, then retry."),
    SOURCE_LIMIT_TOO_LOW(Cure.PERSON,
            "A limit of the source is too low for a dump of it; nothing was dumped.",
            "Raise the limit that the cause names, then retry."),
    SOURCE_CROWDED(Cure.TIME,
            "The source has no room for a dump's sessions, locks or memory at the moment; nothing was kept of the dump.",
            "Nothing: it is tried again. If it stays, raise the limit that the cause names."),
    SOURCE_BUSY(Cure.TIME,
            "Another dump of this cluster is running.",
            "Let it end. If it never does, look for another dumper of this cluster, or for the session that the cause names."),
    SOURCE_STALE(Cure.TIME,
            "The source is a standby that is behind its primary; a backup would be older than it looks.",
            "Do what the cause says, or back up the primary."),
    SOURCE_LOCKED(Cure.TIME,
            "A table is locked by somebody else's DDL; the dump gave way.",
            "If it stays, look for long transactions and schema changes on the source."),
    SOURCE_CHANGED(Cure.TIME,
            "The schema changed while it was dumped; the dump was thrown away.",
            "If it stays, look for who changes the schema, and let backups run at another time."),
    DUMP_FAILED(Cure.TIME,
            "pg_dump failed; the partial dump was thrown away.",
            "Read the cause, which holds pg_dump's own words."),
    DUMP_STALLED(Cure.TIME,
            "Nothing of the dump moved any more; it was ended, with all its sessions, and thrown away.",
            "Look at the dumper's machine and volume: a program was stopped, or hangs."),
    DUMP_TOO_LONG(Cure.PERSON,
            "The dump took longer than it may; the source ended it, and nothing of it was kept.",
            "Look for what slows it down, or raise GZ_CLUSTERS_<NAME>_LONGEST_DUMP, then retry."),
    CONFIGURATION_FILE_MISSING(Cure.PERSON,
            "A file of the configuration bundle does not exist or cannot be read.",
            "Correct the list of configuration files, then retry."),
    DISK_FULL(Cure.TIME,
            "There is not enough free disk space; nothing was written.",
            "Free the space that the cause names."),

    VOLUME_FAILED(Cure.TIME,
            "A file on the backup volume could not be written, read or deleted.",
            "Check that the volume is mounted, healthy and writable for this service."),

    ARTIFACT_MISSING(Cure.PERSON,
            "A file that a message names is not on the backup volume.",
            "Check that all services of this node share one volume; otherwise start a new backup."),
    ARTIFACT_CHANGED(Cure.PERSON,
            "A file changed between two steps; it was not passed on.",
            "Suspect the disk or somebody writing to the backup volume; start a new backup."),
    RECIPIENT_KEY_UNUSABLE(Cure.PERSON,
            "A recipient's public key is missing, expired, revoked or cannot encrypt.",
            "Put a valid key with that fingerprint into the key folder and restart the encryptor, then retry."),
    ENCRYPTION_FAILED(Cure.TIME,
            "An artifact could not be encrypted; the partial file was deleted.",
            "Read the cause."),
    SIGNING_KEY_UNUSABLE(Cure.PERSON,
            "The signing key is missing or cannot sign.",
            "Put the secret signing key where the configuration says, then retry."),

    BUCKET_UNREACHABLE(Cure.TIME,
            "The object store does not answer.",
            "Check endpoint and network."),
    BUCKET_UNTRUSTED(Cure.PERSON,
            "The object store does not prove who it is; nothing was sent to it.",
            "Set GZ_BUCKET_CERTIFICATE_AUTHORITY to its authority, or give it a certificate for its host name, then retry."),
    BUCKET_MISSING(Cure.PERSON,
            "The bucket does not exist.",
            "Create the bucket or correct its name, then retry."),
    BUCKET_ACCESS_DENIED(Cure.PERSON,
            "The object store refuses the credentials.",
            "Check access key, secret and the bucket's policy, then retry."),
    BUCKET_FAILED(Cure.TIME,
            "The object store gave an answer that does not fit the question; nothing was changed.",
            "Read the cause, which holds the store's own words; look at the endpoint and at what stands before it."),
    BUCKET_CLOCK_WRONG(Cure.TIME,
            "The object store finds that this machine's clock is wrong, or has a wrong one itself.",
            "Let both set their clocks (NTP); the credentials are not at fault."),
    UPLOAD_FAILED(Cure.TIME,
            "An upload failed and was aborted; nothing of it is visible.",
            "Read the cause."),
    OBJECT_CONFLICT(Cure.PERSON,
            "An object of this name with other content exists; it was not overwritten.",
            "Find out who wrote it; start a new backup."),

    BACKUP_NOT_FOUND(Cure.PERSON,
            "There is no such backup.",
            "List the backups and use one of their ids."),
    MANIFEST_INVALID(Cure.PERSON,
            "The manifest in the bucket is not the one that was shipped, or is unreadable.",
            "Treat this backup as lost; find out who changed the bucket."),
    SIGNATURE_INVALID(Cure.PERSON,
            "The manifest's signature is missing or not by the stack's signing key.",
            "Treat this backup as forged; find out who wrote to the bucket."),
    OBJECT_MISSING(Cure.PERSON,
            "An object that the manifest names is not in the bucket.",
            "Treat this backup as lost; start a new one."),
    OBJECT_CORRUPT(Cure.PERSON,
            "An object in the bucket is not what was shipped.",
            "Treat this backup as lost; start a new one and suspect the store."),
    DECRYPTION_FAILED(Cure.PERSON,
            "An artifact cannot be decrypted, or its integrity check fails.",
            "Treat this backup as lost; start a new one."),
    DECRYPTION_KEY_MISSING(Cure.PERSON,
            "No private key at hand opens this backup.",
            "Give the verifier the private key of one of the recipients, then retry."),
    RESTORE_FAILED(Cure.PERSON,
            "PostgreSQL could not restore the dump without errors.",
            "Read the cause, which holds PostgreSQL's own words; this backup does not come back."),
    CONTENT_DIFFERS(Cure.PERSON,
            "What was restored is not what the source held.",
            "Read which table differs; this backup is not faithful."),
    DATA_NOT_IN_BACKUP(Cure.PERSON,
            "The source holds data of users that no dump holds; this backup does not bring them back.",
            "Read what is missing; have it dumped, or accept it by name in GZ_CLUSTERS_<NAME>_ACCEPT_NOT_IN_BACKUP."),
    CHECK_FAILED(Cure.PERSON,
            "A check or smoke test fails on the restored copy and did not fail on the source.",
            "Read which check; the restored copy does not work as the source did."),
    CHECK_UNAVAILABLE(Cure.TIME,
            "A check could not be run on the restored copy; the backup counts as untested.",
            "Read the cause; correct the check's file or give it more time."),
    PROBE_FAILED(Cure.PERSON,
            "The application that was started on the restored data answers wrongly.",
            "Read the cause, which holds the request and its answer; data, key and application do not fit together."),
    PROBE_UNAVAILABLE(Cure.TIME,
            "The application could not be started on the restored data; the backup counts as untested.",
            "Read the cause; correct the probe's command."),
    EXTENSION_MISSING(Cure.PERSON,
            "The verifier lacks an extension or locale that the source uses.",
            "Install what the cause names beside the throwaway server, then retry."),
    THROWAWAY_FAILED(Cure.TIME,
            "The throwaway PostgreSQL could not be run; the backup was not tested.",
            "Read the cause."),
    VERIFICATION_TIMEOUT(Cure.PERSON,
            "A verification took longer than it may and was ended; the backup was not tested.",
            "Read in which step; give it more time (GZ_VERIFIER_TIME_LIMIT) or mend a function that does not end, then retry."),

    REQUEST_INVALID(Cure.PERSON,
            "The request is not valid.",
            "Correct what the detail names."),
    UNAUTHORIZED(Cure.PERSON,
            "An API key is missing or wrong.",
            "Send Authorization: Bearer <key>."),
    FORBIDDEN(Cure.PERSON,
            "This key may only look.",
            "Use an operator's key."),
    TOKEN_INVALID(Cure.PERSON,
            "This needs a one-time token for exactly this, unused and at most ten minutes old.",
            "Ask a person to get one from the dashboard."),
    NOT_FOUND(Cure.PERSON,
            "There is nothing under this address.",
            "See /q/openapi for what there is."),
    CONFLICT(Cure.PERSON,
            "The state does not allow this.",
            "Look at the current state first."),
    STATUS_UNAVAILABLE(Cure.TIME,
            "The gateway's own database is away. Backups go on; the gateway catches up.",
            "Start the gateway's database, then ask again."),
    INTERNAL(Cure.TIME,
            "An unexpected error.",
            "Read the service's log for this backup id and report it.");
    // @formatter:on

    private enum Cure {
        TIME, PERSON
    }

    private final Cure cure;
    private final String meaning;
    private final String remedy;

    ErrorCode(Cure cure, String meaning, String remedy) {
        this.cure = cure;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Whether waiting may cure it. If not, the message is parked at once, until a person has done something. */
    public boolean curedByTime() {
        return cure == Cure.TIME;
    }

    /** One English sentence: what it means for the backup. */
    public String meaning() {
        return meaning;
    }

    /** One English sentence: what a person does about it. */
    public String remedy() {
        return remedy;
    }
}
