package io.groundzero.backup.verifier.proof;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Tells what the throwaway server's machine lacks from what is wrong with a backup, by SQLSTATE and then by the server's
 * words, which count only where they stand at the beginning: behind it there may be names and values of a backup. In
 * doubt it is the backup. Pure logic.
 */
public final class ServerTrouble {

    private record Sign(String states, String words, ErrorCode code) {
        private boolean matches(String state, String said) {
            return state.matches(states) && Pattern.compile(words, Pattern.DOTALL).matcher(said).lookingAt();
        }
    }

    private static final List<Sign> SIGNS = List.of(
            new Sign("53100", "", ErrorCode.DISK_FULL),
            new Sign("58030|XX000", "could not (write|extend|resize).*(No space left on device|Disk quota exceeded|"
                    + "Check free disk space|wrote only)", ErrorCode.DISK_FULL),
            // memory, locks, connections; lost connections; shut down or crashed; input and output
            new Sign("53...|08...|57P..|58030", "", ErrorCode.THROWAWAY_FAILED),
            // cancelled, deadlock between the workers of one restore, somebody still connected
            new Sign("57014|40P01|40001|55P03", "", ErrorCode.THROWAWAY_FAILED),
            new Sign("55006", "(source )?database \".*\" is being (accessed|used)", ErrorCode.THROWAWAY_FAILED),
            new Sign("58P01", "could not open file \"(base|global|pg_)", ErrorCode.THROWAWAY_FAILED),
            // libraries, control files; dictionaries, stop words, thesauri
            new Sign("58P01|F0000", "", ErrorCode.EXTENSION_MISSING),
            new Sign("0A000", "extension \".*\" is not available", ErrorCode.EXTENSION_MISSING),
            new Sign("22023", "extension \".*\" has no installation script nor update path",
                    ErrorCode.EXTENSION_MISSING),
            new Sign("0A000", "ICU is not supported in this build|compression method \\w+ not supported|"
                    + "unsupported XML feature", ErrorCode.EXTENSION_MISSING),
            new Sign("XX000|58000", "(could not load|incompatible) library \"", ErrorCode.EXTENSION_MISSING),
            new Sign("42883", "could not find function \"[^\"]*\" in file \"", ErrorCode.EXTENSION_MISSING),
            new Sign("22023",
                    "no security label providers have been loaded|security label provider \".*\" is not loaded",
                    ErrorCode.EXTENSION_MISSING),
            // the operating system's locales and time zones
            new Sign("22023|XX000|58...", "could not (create locale|open collator for locale) \"",
                    ErrorCode.EXTENSION_MISSING),
            new Sign("42704", "collation \"pg_catalog\\.[^\"]*\" for encoding \"", ErrorCode.EXTENSION_MISSING),
            new Sign("22023", "invalid value for parameter \"(TimeZone|timezone_abbreviations|lc_\\w+)\": |"
                    + "time zone \"[^\"]*\" not recognized", ErrorCode.EXTENSION_MISSING));

    private static final String PRELOAD = "[^\"']*(\"[\\w.]+\" )?must be (pre)?loaded.*";

    private ServerTrouble() {
    }

    /**
     * @param state SQLSTATE of what the server itself found wrong, not of what a function in the database raised
     * @param text its message
     * @return DISK_FULL, EXTENSION_MISSING or THROWAWAY_FAILED; empty if it is none of the machine's
     */
    public static Optional<ErrorCode> of(String state, String text) {
        if (state.matches("55000|XX000|0A000|F0000|42501") && text.matches(PRELOAD)) {
            return Optional.of(ErrorCode.EXTENSION_MISSING);
        }
        return SIGNS.stream().filter(sign -> sign.matches(state, text)).map(Sign::code).findFirst();
    }
}
