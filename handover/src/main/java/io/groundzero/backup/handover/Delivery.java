package io.groundzero.backup.handover;

import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;

/**
 * A message as the broker delivered it.
 *
 * @param routingKey under which it was published. The broker allowed its publisher this one; the keys in its headers
 *        {@code CC} and {@code BCC}, by which it may have been led here, RabbitMQ 3.10 lets pass without a look
 * @param user the broker's user that published it, as far as the publisher named it; the broker refuses any other
 * @param headers never null
 * @param body never null
 */
public record Delivery(String routingKey, Optional<String> user, Map<String, Object> headers, byte[] body) {

    static Delivery of(Message<byte[]> message) {
        Optional<IncomingRabbitMQMetadata> metadata = message.getMetadata(IncomingRabbitMQMetadata.class);
        byte[] body = message.getPayload();
        return new Delivery(metadata.map(IncomingRabbitMQMetadata::getRoutingKey).orElse(""),
                metadata.flatMap(IncomingRabbitMQMetadata::getUserId),
                metadata.map(IncomingRabbitMQMetadata::getHeaders).orElse(Map.of()), body == null ? new byte[0] : body);
    }
}
