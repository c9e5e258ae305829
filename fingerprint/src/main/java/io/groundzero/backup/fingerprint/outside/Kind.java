package io.groundzero.backup.fingerprint.outside;

/** Kinds of what a logical backup does not hold, or only in part. */
public enum Kind {
    /** Holds rows of users; a dump holds none of them, or only those that the extension's condition selects. */
    EXTENSION_TABLE("table of an extension", true),
    /** Of which a dump does not hold where it stands. */
    EXTENSION_SEQUENCE("sequence of an extension", true),
    /** Table of a user in a schema of PostgreSQL's own. */
    SYSTEM_TABLE("table in a system schema", true),
    /** Of which a standby, and so a dump of it, has no rows. */
    UNLOGGED_TABLE("unlogged table of a standby", true),
    /** Of which a standby, and so a dump of it, does not know where it stands. */
    UNLOGGED_SEQUENCE("unlogged sequence of a standby", true),
    /** Table with rows in a template that is not dumped. */
    TEMPLATE_TABLE("table in a template", true),
    /** Function, type or another part of an extension that is not as the extension makes it. */
    EXTENSION_MEMBER("changed member of an extension", false),
    /** Function, view or the like of a user in a schema of PostgreSQL's own. */
    SYSTEM_OBJECT("object in a system schema", false),
    /** What PostgreSQL brings itself, and somebody changed. */
    SYSTEM_CHANGE("change of PostgreSQL's own objects", false), INVALID_INDEX("invalid index", false),
    /** Its definition is in the backup; its rows are elsewhere. */
    FOREIGN_TABLE("rows of a foreign table", false),
    /** Whatever else is in a template that is not dumped. */
    TEMPLATE("work done in a template", false),
    /** ALTER ROLE ALL SET. */
    ALL_ROLES_SETTING("setting for all roles", false),
    /** In postgresql.conf or by ALTER SYSTEM. */
    SERVER_SETTING("setting of the server", false), REPLICATION_SLOT("replication slot",
            false), PREPARED_TRANSACTION("prepared transaction", false);

    private final String word;
    private final boolean data;

    Kind(String word, boolean data) {
        this.word = word;
        this.data = data;
    }

    /** As fingerprint and proof call it. */
    public String word() {
        return word;
    }

    /** Whether users' data are lost with it, so that a person must accept it by name. */
    public boolean data() {
        return data;
    }
}
