package io.groundzero.backup.shipper;

import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.shipper.doctor.ShipperDoctor;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service; or, with {@code doctor} as the first word, a look at what it needs. */
@QuarkusMain
public class ShipperMain {

    public static void main(String... words) {
        if (DoctorCommand.isMeant(words)) {
            DoctorCommand.runAndExit(words, ShipperDoctor::checks);
        }
        Quarkus.run(words);
    }
}
