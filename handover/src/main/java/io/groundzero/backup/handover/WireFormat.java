package io.groundzero.backup.handover;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.quarkus.jackson.ObjectMapperCustomizer;

/** The JSON of messages, notes on the volume, manifests and proofs: ISO instants, no nulls, unknown fields ignored. */
@Singleton
public class WireFormat implements ObjectMapperCustomizer {

    /** A mapper outside of CDI. */
    public static ObjectMapper mapper() {
        return configure(JsonMapper.builder().addModule(new JavaTimeModule()).build());
    }

    @Override
    public void customize(ObjectMapper mapper) {
        configure(mapper);
    }

    private static ObjectMapper configure(ObjectMapper mapper) {
        return mapper.setSerializationInclusion(JsonInclude.Include.NON_NULL)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
