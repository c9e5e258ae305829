package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.testbed.TestBroker;

/** Sends and takes messages as another service would. */
final class BrokerProbe implements AutoCloseable {

    private final Connection connection;
    private final Channel channel;

    BrokerProbe(TestBroker broker, String user) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(user);
        factory.setPassword(broker.password(user));
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    void send(String routingKey, byte[] body) throws IOException, InterruptedException, TimeoutException {
        send(routingKey, body, Map.of());
    }

    void send(String routingKey, byte[] body, Map<String, Object> headers)
            throws IOException, InterruptedException, TimeoutException {
        channel.basicPublish("backup", routingKey,
                new AMQP.BasicProperties.Builder().deliveryMode(2).headers(headers).build(), body);
        channel.waitForConfirmsOrDie(10_000);
    }

    /** The next message, or null. */
    GetResponse take(String queue) throws IOException {
        return channel.basicGet(queue, true);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
