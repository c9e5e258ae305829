import java.net.InetSocketAddress;
import java.net.Socket;

/** Tries to open a connection, from wherever it runs. Arguments: host, port. Exit code 0: reached, 3: not. */
public class Reach {

    private static final int MILLIS = 3_000;

    public static void main(String[] arguments) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])), MILLIS);
            System.out.println("reached");
        } catch (Exception e) {
            System.out.println("not reached: " + e);
            System.exit(3);
        }
    }
}
