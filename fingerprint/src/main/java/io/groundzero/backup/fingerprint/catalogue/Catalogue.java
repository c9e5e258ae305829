package io.groundzero.backup.fingerprint.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Everything but rows: what is defined, who owns it, who may use it, what is noted about it. Each entry has a name that
 * people understand and a definition. Names only, never OIDs, which a restore chooses anew.
 *
 * @param entries definition by name, for example {@code index public.job_pkey}; lines of text
 * @param changed what was not the same in all readings: all that was seen under a name, null where it was absent
 */
public record Catalogue(Map<String, String> entries, Map<String, List<String>> changed) {

    public Catalogue {
        entries = entries == null ? Map.of() : Collections.unmodifiableMap(entries);
        changed = changed == null ? Map.of() : Collections.unmodifiableMap(changed);
    }

    /** How many names there are. */
    public int size() {
        return entries.size() + changed.size();
    }
}
