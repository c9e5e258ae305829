package io.groundzero.backup.gateway.start;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.problem.ProblemMappers;

/** What a call that starts something brings with it. All of it is refused as REQUEST_INVALID if it makes no sense. */
@ApplicationScoped
public class StartInput {

    private static final int LONGEST_KEY = 200;

    private final GatewayConfig config;
    private final ObjectMapper json;

    StartInput(GatewayConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** @return the Idempotency-Key, unchanged; null if there is none */
    public String key(String key) throws BackupException {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }

    /** The body may be missing, and is read as JSON whatever its content type says. */
    public <T> T body(String body, Class<T> type, T otherwise) throws BackupException {
        if (body == null || body.isBlank()) {
            return otherwise;
        }
        try {
            T request = json.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).readValue(body);
            return request == null ? otherwise : request;
        } catch (UnrecognizedPropertyException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, ProblemMappers.unknownField(e), e);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "the body must be JSON such as {\"cluster\": \"" + config.clusters().get(0) + "\"}", e);
        }
    }

    /** @param named may be null when only one is configured */
    public String cluster(String named) throws BackupException {
        if (named == null && config.clusters().size() != 1) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, "name a cluster; known are " + config.clusters());
        }
        String cluster = named == null ? config.clusters().get(0) : named;
        if (!config.clusters().contains(cluster)) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "there is no cluster " + cluster + "; known are " + config.clusters());
        }
        return cluster;
    }
}
