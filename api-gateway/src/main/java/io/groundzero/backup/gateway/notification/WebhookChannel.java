package io.groundzero.backup.gateway.notification;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;

import io.groundzero.backup.gateway.notification.WebhookFormat.Post;

/**
 * Posts to an address.
 *
 * @param token sent along, or null
 */
record WebhookChannel(String name, Address address, Secret token, WebhookFormat format,
        Outward outward) implements Channel {

    @Override
    public String kind() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void send(Notice notice) throws NotSentException {
        Post post = format.render(notice);
        HttpRequest.Builder request = Outward.request(address).POST(BodyPublishers.ofString(post.body()));
        post.headers().forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token.value());
        }
        outward.send(request.build());
    }
}
