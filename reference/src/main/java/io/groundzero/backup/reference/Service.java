package io.groundzero.backup.reference;

import java.util.List;
import java.util.Map;

/**
 * One service and the settings that it reads.
 *
 * @param defaults its own, by property; they replace those of the mappings
 */
record Service(String name, List<Mapping> mappings, Map<String, String> defaults) {

    Service {
        mappings = List.copyOf(mappings);
        defaults = Map.copyOf(defaults);
    }
}
