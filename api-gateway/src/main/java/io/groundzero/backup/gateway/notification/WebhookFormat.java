package io.groundzero.backup.gateway.notification;

import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.groundzero.backup.handover.WireFormat;

/** What an address understands. */
public enum WebhookFormat {

    SLACK(notice -> json(SlackFormat.of(notice))), DISCORD(notice -> json(DiscordFormat.of(notice))), TEAMS(
            notice -> json(TeamsFormat.of(notice))), NTFY(NtfyFormat::of), JSON(JsonFormat::of);

    private final Function<Notice, Post> rendering;

    WebhookFormat(Function<Notice, Post> rendering) {
        this.rendering = rendering;
    }

    /**
     * What is posted.
     *
     * @param headers with Content-Type
     */
    record Post(Map<String, String> headers, String body) {
    }

    Post render(Notice notice) {
        return rendering.apply(notice);
    }

    static Post json(Object body) {
        try {
            return new Post(Map.of("Content-Type", "application/json"), WireFormat.mapper().writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
