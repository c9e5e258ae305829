package io.groundzero.backup.gateway.alarm;

import java.time.Instant;
import java.util.List;

import io.groundzero.backup.gateway.status.Protection;

/**
 * Told once, in the transaction that stores it, each time alarms were raised or cleared or the state changed.
 *
 * @param at when it was noticed
 * @param before the state before; null at the very first look
 * @param state the state now
 * @param raised alarms that are new
 * @param cleared alarms that are over
 * @param open all that are there now, the worst first
 */
public record AlarmChange(Instant at, Protection.State before, Protection.State state, List<Alarm> raised,
        List<Alarm> cleared, List<Alarm> open) {
}
