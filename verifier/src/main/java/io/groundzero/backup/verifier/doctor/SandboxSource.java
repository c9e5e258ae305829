package io.groundzero.backup.verifier.doctor;

import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.verifier.sandbox.Sandbox;

/** Makes the sandbox that the settings ask for. */
@FunctionalInterface
public interface SandboxSource {

    Sandbox of(GivenSettings settings) throws Exception;
}
