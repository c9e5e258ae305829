package io.groundzero.backup.gateway.alarm;

import java.time.Instant;

/**
 * Something that is wrong, for as long as it is wrong. Kind and subject together tell it from all others.
 *
 * @param kind what sort of trouble
 * @param subject what it is about: a backup id, a cluster or a copy; '' if it is about the whole stack
 * @param what in words
 * @param remedy what to do now
 * @param since when it was first seen
 */
public record Alarm(AlarmKind kind, String subject, String what, String remedy, Instant since) {
}
