package io.groundzero.backup.throwaway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the verifier and the attendant say to each other on the socket, one connection for each thing asked: a greeting,
 * a verb and what belongs to it; then frames from the attendant, each a kind, a length and bytes. Big-endian.
 */
final class Wire {

    /** Other versions are refused: both sides are built together. */
    static final String GREETING = "ground-zero-throwaway 1";

    /** Followed by an {@link Order}: answered by output, then {@link #EXIT} or {@link #REFUSAL}. */
    static final byte RUN = 'r';
    /** Followed by a folder: kills what works in it, answered by {@link #DONE} or {@link #REFUSAL}. */
    static final byte END = 'e';
    /**
     * A backup's turn begins: answered by {@link #DONE}. When this connection gets another byte or ends, the attendant
     * does, and everything in the container with it; that the connection ends is the sign that it has.
     */
    static final byte TURN = 'u';

    /** From the verifier, while a program runs: SIGTERM. The end of the connection means SIGKILL. */
    static final byte TERMINATE = 't';

    /** The program was started; the first frame of one that was. */
    static final byte STARTED = 'S';
    /** Bytes of stdout. */
    static final byte OUT = 'O';
    /** Bytes of stderr. */
    static final byte ERR = 'E';
    /** Its exit code, 4 bytes; the last frame. */
    static final byte EXIT = 'X';
    /** Why it could not be done, in words; the last frame. */
    static final byte REFUSAL = 'F';
    /** It is done; the last frame. */
    static final byte DONE = 'D';

    static final int LONGEST_FRAME = 64 * 1024;
    private static final int LONGEST_TEXT = 1 << 20;

    private Wire() {
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(readCount(in, LONGEST_TEXT)), StandardCharsets.UTF_8);
    }

    static int readCount(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException("not what is spoken here: a length of " + count);
        }
        return count;
    }
}
