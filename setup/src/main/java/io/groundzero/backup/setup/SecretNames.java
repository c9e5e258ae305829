package io.groundzero.backup.setup;

import java.util.List;

/** What the files in the folder of secrets are called; services find them under the same names in /run/secrets. */
final class SecretNames {

    /** Users of the broker. */
    static final List<String> SERVICES = List.of("dumper", "encryptor", "shipper", "verifier", "gateway");
    static final String BROKER_DEFINITIONS = "rabbitmq-definitions.json";
    static final String GATEWAY_DATABASE = "gateway-database";
    static final String DUMP_ROLE = "dump-role";
    /** Only in the demo. */
    static final String SAMPLE_SUPERUSER = "sample-superuser";
    static final String FIRST_OPERATOR_KEY = "first-operator-key";
    static final String RECOVERY_PUBLIC = "recovery-public.asc";
    static final String VERIFIER_DECRYPTION = "verifier-decryption.asc";
    static final String VERIFIER_DECRYPTION_PUBLIC = "verifier-decryption-public.asc";
    static final String SHIPPER_SIGNING = "shipper-signing.asc";
    static final String SHIPPER_PUBLIC = "shipper-public.asc";
    static final String VERIFIER_SIGNING = "verifier-signing.asc";
    static final String VERIFIER_PUBLIC = "verifier-public.asc";
    static final String RECIPIENTS = "recipients";
    /** Who uses the bucket. */
    static final List<String> BUCKET_USERS = List.of("shipper", "verifier");
    /** The two halves of a login to the bucket. */
    static final List<String> BUCKET_KEYS = List.of("access-key", "secret-key");

    private SecretNames() {
    }

    static String broker(String service) {
        return "broker-" + service;
    }

    /** @param key one of {@link #BUCKET_KEYS} */
    static String bucket(String service, String key) {
        return "bucket-" + service + "-" + key;
    }
}
