package io.groundzero.backup.reference;

import java.util.List;

/**
 * One configuration interface.
 *
 * @param type its simple name
 * @param module in which it lies
 * @param prefix of its settings
 * @param meaning in Markdown
 */
record Mapping(String type, String module, String prefix, String meaning, List<Setting> settings) {

    Mapping {
        settings = List.copyOf(settings);
    }
}
