package io.groundzero.backup.encryptor;

import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service; or, with {@code doctor} as the first word, a look at what it needs. */
@QuarkusMain
public class EncryptorMain {

    public static void main(String... words) {
        if (DoctorCommand.isMeant(words)) {
            DoctorCommand.runAndExit(words, EncryptorDoctor::checks);
        }
        Quarkus.run(words);
    }
}
