package io.groundzero.backup.gateway.status;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.gateway.status.CurrentStatus.Status;

/**
 * The ETag of a status: another one for whatever else is shown. It is a weak one, because the two ages count in whole
 * minutes; else there would be a new one each second, and no answer would ever be spared. Pure logic.
 */
final class StatusTag {

    private static final long MINUTE = 60;

    private StatusTag() {
    }

    /** As it stands in the header: {@code W/"…"}. */
    static String of(Status status, ObjectMapper json) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            byte[] digest = hash.digest(json.writeValueAsBytes(inMinutes(status)));
            return "W/\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"";
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param ifNoneMatch the header of the same name: tags with commas between them, or {@code *}; may be null */
    static boolean matches(String tag, String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String known : ifNoneMatch.split(",")) {
            if (known.strip().equals("*") || opaque(known.strip()).equals(opaque(tag))) {
                return true;
            }
        }
        return false;
    }

    /** Proxies may make a strong tag a weak one, or the reverse. */
    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static Status inMinutes(Status status) {
        VerifierTest test = status.verifierTest();
        return new Status(status.state(), status.since(),
                inMinutes(status.rpo()),
                status.rto(), status.copies(), status.latestBackup(), status.latestProof(), status.latestDrill(),
                test == null
                        ? null
                        : new VerifierTest(test.at(), test.passed(), test.mutants(), test.survived(),
                                test.ageSeconds() / MINUTE),
                status.nextRun(), status.problems(), status.clusters(),
                status.clusterStates().stream().map(StatusTag::inMinutes).toList());
    }

    private static CurrentStatus.ClusterState inMinutes(CurrentStatus.ClusterState one) {
        return new CurrentStatus.ClusterState(one.cluster(), one.state(), inMinutes(one.rpo()), one.rto(),
                one.latestBackup(), one.latestProof(), one.problems());
    }

    private static Protection.Measure inMinutes(Protection.Measure age) {
        return age == null || age.seconds() == null
                ? age
                : new Protection.Measure(age.seconds() / MINUTE, age.targetSeconds(), age.met());
    }
}
