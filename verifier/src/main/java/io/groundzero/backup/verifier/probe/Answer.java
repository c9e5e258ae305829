package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param status three digits
 * @param headers each as it came, name and value
 */
record Answer(int status, List<String> headers, String body) {

    private static final Pattern STATUS = Pattern.compile("HTTP/[0-9.]+ ([0-9]{3})( .*)?");
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(ISO_8859_1);

    /**
     * @param received headers and body as they came through the line, interim answers before them
     * @throws IOException if it is no HTTP
     */
    static Answer parse(byte[] received) throws IOException {
        int start = 0;
        while (true) {
            int end = indexOf(received, END_OF_HEADERS, start);
            if (end < 0) {
                throw new IOException("the answer is no HTTP");
            }
            List<String> lines = new String(received, start, end - start, ISO_8859_1).lines().toList();
            Matcher status = STATUS.matcher(lines.isEmpty() ? "" : lines.get(0));
            if (!status.matches()) {
                throw new IOException("the answer is no HTTP");
            }
            int code = Integer.parseInt(status.group(1));
            start = end + END_OF_HEADERS.length;
            if (code >= 200) {
                return new Answer(code, new ArrayList<>(lines.subList(1, lines.size())),
                        new String(Arrays.copyOfRange(received, start, received.length), UTF_8));
            }
        }
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }

    /** The values of all headers of that name, which is given in small letters. */
    List<String> headers(String name) {
        return headers.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip()).toList();
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
