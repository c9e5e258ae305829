package io.groundzero.backup.handover;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.NoOpMetricsCollector;

import io.groundzero.backup.handover.doctor.BriefVertx;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;

/**
 * Whether the broker lets the service in, and has what the service works with. Connects as the service does, and only
 * asks: exchange and queues are declared passively, which needs no permission, and nothing is consumed.
 */
public final class BrokerCheck implements Check.Look {

    private static final String SUBJECT = "broker";
    private static final String EXCHANGE = "backup";
    private static final int PATIENCE_MILLIS = 8_000;
    private static final Pattern QUEUES = Pattern.compile("mp\\.messaging\\.incoming\\..+\\.queue\\.name");
    private static final Pattern REPLY = Pattern.compile("reply-text=(.*?), class-id");
    private static final String TOPOLOGY = "Load infra/rabbitmq/definitions.json into the broker.";

    private final GivenSettings settings;

    private BrokerCheck(GivenSettings settings) {
        this.settings = settings;
    }

    public static Check of(GivenSettings settings) {
        return new Check(SUBJECT, new BrokerCheck(settings));
    }

    @Override
    public void at(Findings findings) throws Exception {
        BrokerConfig config = settings.group(BrokerConfig.class);
        Vertx vertx = BriefVertx.open();
        try (Connection connection = connect(vertx, config)) {
            findings.ok(SUBJECT, address(config) + ", logged in as " + config.user() + ", "
                    + (config.tls().enabled() ? "TLS" : "without TLS") + ", RabbitMQ "
                    + connection.getServerProperties().get("version"));
            findings.ask("exchange " + EXCHANGE, () -> exchange(connection));
            for (String queue : settings.values(QUEUES)) {
                findings.ask("queue " + queue, () -> queue(connection, queue));
            }
        } catch (ExecutionException e) {
            refused(findings, config, e.getCause());
        } catch (TimeoutException e) {
            findings.fail(SUBJECT, address(config) + " does not answer within " + PATIENCE_MILLIS / 1000 + " s",
                    reach());
        } finally {
            vertx.close();
        }
    }

    private Connection connect(Vertx vertx, BrokerConfig config)
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        RabbitMQOptions options = new BrokerConnections(config, settings.group(ServiceConfig.class))
                .customize("doctor", null, new RabbitMQOptions());
        options.setAutomaticRecoveryOnInitialConnection(false).setReconnectAttempts(0)
                .setConnectionTimeout(PATIENCE_MILLIS).setHandshakeTimeout(PATIENCE_MILLIS)
                .setMetricsCollector(new NoOpMetricsCollector() {
                    @Override
                    public void newConnection(Connection connection) {
                        opened.complete(connection);
                    }
                });
        RabbitMQClient.create(vertx, options).start().toCompletionStage().toCompletableFuture().get(PATIENCE_MILLIS,
                TimeUnit.MILLISECONDS);
        return opened.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String exchange(Connection connection) throws Exception {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclarePassive(EXCHANGE);
            return "is there";
        } catch (IOException e) {
            throw absent(e);
        }
    }

    private static String queue(Connection connection, String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            AMQP.Queue.DeclareOk found = channel.queueDeclarePassive(queue);
            return "is there, messages: " + found.getMessageCount() + ", readers: " + found.getConsumerCount();
        } catch (IOException e) {
            throw absent(e);
        }
    }

    private static void refused(Findings findings, BrokerConfig config, Throwable failure) {
        if (failure instanceof AuthenticationFailureException) {
            findings.fail(SUBJECT, address(config) + " refuses the login of " + config.user(),
                    "Check GZ_BROKER_USER and the password in " + config.passwordFile() + ".");
            return;
        }
        findings.fail(SUBJECT, address(config) + ": " + words(failure), reach());
    }

    private static IOException absent(IOException failure) {
        return new IOException(words(failure) + "\n" + TOPOLOGY, failure);
    }

    private static String reach() {
        return "Check that RabbitMQ runs there, GZ_BROKER_HOST, GZ_BROKER_PORT, and whether it wants TLS "
                + "(GZ_BROKER_TLS_ENABLED).";
    }

    private static String address(BrokerConfig config) {
        return config.host() + ":" + config.port();
    }

    /** The broker's own, if it had any. */
    private static String words(Throwable failure) {
        Throwable cause = failure;
        Matcher reply = REPLY.matcher(String.valueOf(cause.getMessage()));
        while (!reply.find() && cause.getCause() != null) {
            cause = cause.getCause();
            reply = REPLY.matcher(String.valueOf(cause.getMessage()));
        }
        return reply.reset().find()
                ? reply.group(1)
                : cause.getMessage() + " (" + cause.getClass().getSimpleName() + ")";
    }
}
