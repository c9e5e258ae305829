package io.groundzero.backup.verifier;

import java.nio.file.Path;
import java.util.Map;

import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.verifier.fixture.TestStore;

/** The bucket of a test, as the verifier is told of it. */
public final class TestBucketConfig {

    private TestBucketConfig() {
    }

    public static BucketConfig of(TestStore store) {
        Path none = Path.of("/nonexistent");
        return TestVerifier.config(store, none, none, Map.of()).getConfigMapping(BucketConfig.class);
    }
}
