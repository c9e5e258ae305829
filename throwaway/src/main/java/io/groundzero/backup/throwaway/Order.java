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
    private static final int LONGEST = 4 << 20;

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

    /** @throws IOException also if it is longer than any that the verifier writes */
    static Order read(DataInputStream in) throws IOException {
        int[] room = {LONGEST};
        List<String> command = new ArrayList<>();
        for (int left = Wire.readCount(in, MOST_WORDS); left > 0; left--) {
            command.add(word(in, room));
        }
        Map<String, String> environment = new TreeMap<>();
        for (int left = Wire.readCount(in, MOST_WORDS); left > 0; left--) {
            environment.put(word(in, room), word(in, room));
        }
        return new Order(command, environment, word(in, room), in.readBoolean());
    }

    private static String word(DataInputStream in, int[] room) throws IOException {
        String word = Wire.readText(in);
        room[0] -= word.length();
        if (room[0] < 0) {
            throw new IOException("an order of more than " + LONGEST + " characters");
        }
        return word;
    }
}
