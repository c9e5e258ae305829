package io.groundzero.backup.throwaway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program to run in the throwaway server's container.
 *
 * @param command program and arguments
 * @param environment all its variables, but for {@code PATH}, which the container has its own of
 * @param folder its working directory
 * @param together whether stderr goes where stdout goes
 */
record Order(List<String> command, Map<String, String> environment, String folder, boolean together) {

    private static final int MOST_WORDS = 10_000;

    Order {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(command.size());
        for (String word : command) {
            Wire.writeText(out, word);
        }
        out.writeInt(environment.size());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            Wire.writeText(out, variable.getKey());
            Wire.writeText(out, variable.getValue());
        }
        Wire.writeText(out, folder);
        out.writeBoolean(together);
    }

    static Order read(DataInputStream in) throws IOException {
        List<String> command = new ArrayList<>();
        for (int left = Wire.readCount(in, MOST_WORDS); left > 0; left--) {
            command.add(Wire.readText(in));
        }
        Map<String, String> environment = new TreeMap<>();
        for (int left = Wire.readCount(in, MOST_WORDS); left > 0; left--) {
            environment.put(Wire.readText(in), Wire.readText(in));
        }
        return new Order(command, environment, Wire.readText(in), in.readBoolean());
    }
}
