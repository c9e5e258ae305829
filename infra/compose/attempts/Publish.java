import java.nio.file.Files;
import java.nio.file.Path;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/**
 * Tries to publish to the exchange of all services. Arguments: broker, user, file with the password, routing key. Exit code
 * 0: the broker took it, 3: it refused this routing key to this user, 1: something else.
 */
public class Publish {

    private static final long MILLIS = 5_000;

    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(arguments[0]);
        factory.setUsername(arguments[1]);
        factory.setPassword(Files.readAllLines(Path.of(arguments[2])).get(0));
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("backup", arguments[3], null, "{}".getBytes());
            channel.waitForConfirmsOrDie(MILLIS);
            System.out.println("taken");
        } catch (Exception e) {
            StringBuilder words = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                words.append(cause).append(' ');
            }
            System.out.println(words);
            System.exit(words.toString().contains("ACCESS_REFUSED") && words.toString().contains("topic") ? 3 : 1);
        }
    }
}
