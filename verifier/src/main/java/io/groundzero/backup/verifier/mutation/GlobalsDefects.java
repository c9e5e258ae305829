package io.groundzero.backup.verifier.mutation;

import java.util.List;

import io.groundzero.backup.contracts.error.ErrorCode;

/** Defects of what belongs to the cluster and not to a database: roles, memberships and settings lost on the way. */
final class GlobalsDefects {

    /** The only option up to PostgreSQL 15, the first of several from 16 on. */
    static final String ADMIN_OPTION = "(GRANT sample_reader TO sample_login)"
            + "(?: WITH ADMIN (?:OPTION|TRUE)(?!,)|( WITH) ADMIN (?:OPTION|TRUE),)";
    static final String ADMIN_OPTION_LOST = "$1$2";

    private GlobalsDefects() {
    }

    static List<Mutant> all() {
        return List.of(
                new Mutant("globals truncated at a statement", ErrorCode.RESTORE_FAILED, "sample_owner",
                        (draft, material) -> {
                            String sql = material.globals();
                            material.putGlobals(draft, sql.substring(0, sql.indexOf("CREATE ROLE sample_owner;")));
                            return draft.sign();
                        }),
                without("role lost", "sample_unused", "CREATE ROLE sample_unused;\n", "ALTER ROLE sample_unused .*;\n"),
                changed("role may log in no longer", "sample_login", "(ALTER ROLE sample_login .*)LOGIN", "$1NOLOGIN"),
                changed("role may bypass row security no longer", "sample_auditor",
                        "(ALTER ROLE sample_auditor .*) BYPASSRLS",
                        "$1 NOBYPASSRLS"),
                changed("role without its password", "sample_login", "(ALTER ROLE sample_login .*) PASSWORD '[^']*'",
                        "$1"),
                changed("role's connection limit lost", "sample_login",
                        "(ALTER ROLE sample_login .*) CONNECTION LIMIT 7",
                        "$1"),
                changed("role's expiry lost", "sample_login", "(ALTER ROLE sample_login .*) VALID UNTIL '[^']*'", "$1"),
                without("role's membership lost", "sample_auditor", "GRANT sample_owner TO sample_auditor.*;\n"),
                changed("role's admin option lost", "sample_login", ADMIN_OPTION, ADMIN_OPTION_LOST),
                without("role's setting lost", "sample_login", "ALTER ROLE sample_login SET work_mem.*;\n"),
                without("role's comment lost", "sample_login",
                        "(?s)COMMENT ON ROLE sample_login IS .*?end; of it';\n"),
                without("tablespace's grant lost", "sample_space",
                        "GRANT ALL ON TABLESPACE sample_space TO sample_reader;\n"));
    }

    private static Mutant without(String name, String role, String... statements) {
        return new Mutant(name, ErrorCode.CONTENT_DIFFERS, role, (draft, material) -> {
            String sql = material.globals();
            for (String statement : statements) {
                sql = replaced(sql, statement, "");
            }
            material.putGlobals(draft, sql);
            return draft.sign();
        });
    }

    private static Mutant changed(String name, String role, String pattern, String replacement) {
        return new Mutant(name, ErrorCode.CONTENT_DIFFERS, role, (draft, material) -> {
            material.putGlobals(draft, replaced(material.globals(), pattern, replacement));
            return draft.sign();
        });
    }

    private static String replaced(String sql, String pattern, String replacement) {
        String changed = sql.replaceFirst(pattern, replacement);
        if (changed.equals(sql)) {
            throw new IllegalStateException("pg_dumpall does not write " + pattern);
        }
        return changed;
    }
}
