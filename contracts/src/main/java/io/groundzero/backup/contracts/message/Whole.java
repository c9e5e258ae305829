package io.groundzero.backup.contracts.message;

/** Says of a message what it lacks. */
final class Whole {

    private Whole() {
    }

    /**
     * @throws IllegalArgumentException if there is no value
     */
    static void require(String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("it lacks " + name);
        }
    }
}
