package io.groundzero.backup.settings;

import java.lang.reflect.Method;

/** Which settings name files with secrets. */
final class Secrecy {

    private Secrecy() {
    }

    static boolean isSecret(Method setting) {
        KeyFile keys = setting.getAnnotation(KeyFile.class);
        ReadableFile file = setting.getAnnotation(ReadableFile.class);
        return setting.isAnnotationPresent(SecretFile.class) || keys != null && keys.secret()
                || file != null && file.secret();
    }
}
