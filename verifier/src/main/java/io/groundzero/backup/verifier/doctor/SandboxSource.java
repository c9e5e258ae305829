package io.groundzero.backup.verifier.doctor;

import io.groundzero.backup.handover.doctor.Settings;
import io.groundzero.backup.verifier.sandbox.Sandbox;

/** Makes the sandbox that the settings ask for. */
@FunctionalInterface
public interface SandboxSource {

    Sandbox of(Settings settings) throws Exception;
}
