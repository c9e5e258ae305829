package io.groundzero.backup.setup;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where things are, from the environment.
 *
 * @param secrets the folder of keys and passwords
 * @param secretsShown what the user calls it: in a container, folders have other names
 * @param recoveryKit the folder of the recovery kit
 * @param recoveryKitShown what the user calls that
 * @param definitions infra/rabbitmq/definitions.json
 */
record SetupSettings(Path secrets, String secretsShown, Path recoveryKit, String recoveryKitShown, Path definitions) {

    static SetupSettings of(Map<String, String> environment) {
        String secrets = environment.get("GZ_SETUP_SECRETS");
        String kit = environment.get("GZ_SETUP_RECOVERY_KIT");
        return new SetupSettings(Path.of(or(secrets, "/secrets")),
                or(secrets, or(environment.get("GZ_SECRETS"), "./secrets")), Path.of(or(kit, "/recovery-kit")),
                or(kit, or(environment.get("GZ_RECOVERY_KIT"), "./recovery-kit")),
                Path.of(or(environment.get("GZ_SETUP_DEFINITIONS"), "/app/definitions.json")));
    }

    private static String or(String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }
}
