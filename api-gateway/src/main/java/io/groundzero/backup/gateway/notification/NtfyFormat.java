package io.groundzero.backup.gateway.notification;

import java.util.LinkedHashMap;
import java.util.Map;

import io.groundzero.backup.gateway.notification.WebhookFormat.Post;

/** ntfy: https://docs.ntfy.sh/publish/ */
final class NtfyFormat {

    /** 4096 bytes are a message, more are an attachment. */
    private static final int MESSAGE = 3400;

    private NtfyFormat() {
    }

    static Post of(Notice notice) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("Title", Wording.title(notice));
        if (notice.test()) {
            headers.put("Priority", "3");
            headers.put("Tags", "test_tube");
        } else {
            switch (notice.change().state()) {
                case PROTECTED -> {
                    headers.put("Priority", "3");
                    headers.put("Tags", "white_check_mark");
                }
                case AT_RISK -> {
                    headers.put("Priority", "4");
                    headers.put("Tags", "warning");
                }
                case UNPROTECTED -> {
                    headers.put("Priority", "5");
                    headers.put("Tags", "rotating_light");
                }
            }
        }
        if (notice.dashboard() != null) {
            headers.put("Click", notice.dashboard().toString());
        }
        return new Post(headers, PlainText.of(notice, new Room(MESSAGE)));
    }
}
