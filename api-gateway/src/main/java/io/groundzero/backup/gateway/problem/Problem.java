package io.groundzero.backup.gateway.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * An error as RFC 9457 has it, with our code.
 *
 * @param type names the code: {@code urn:ground-zero-backup:error:<code>}
 * @param title what the code means
 * @param status the HTTP status
 * @param detail what failed here
 * @param instance the path that was called
 * @param code of the catalogue
 * @param remedy what to do about it
 */
public record Problem(String type, String title, int status, String detail, String instance, String code,
        String remedy) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, ErrorCode code, String detail, String instance) {
        return new Problem("urn:ground-zero-backup:error:" + code.name(), code.meaning(), status, detail, instance,
                code.name(), code.remedy());
    }

    /** The HTTP status of an answer with this code; some calls have others for it too. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case REQUEST_INVALID -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case BACKUP_NOT_FOUND, NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case BROKER_UNAVAILABLE, STATUS_UNAVAILABLE -> 503;
            default -> 500;
        };
    }

    /** As JSON, in UTF-8. */
    public byte[] bytes(ObjectMapper json) {
        try {
            return json.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
