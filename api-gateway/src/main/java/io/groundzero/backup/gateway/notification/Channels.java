package io.groundzero.backup.gateway.notification;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.groundzero.backup.gateway.notification.NotificationConfig.DeadMan;
import io.groundzero.backup.gateway.notification.NotificationConfig.Webhook;
import io.groundzero.backup.gateway.status.Protection;
import io.vertx.core.Vertx;

/**
 * Whom to tell, all settings checked.
 *
 * @param all in the order in which they are listed
 * @param ping where to ping, or null
 * @param dashboard where people look, or null
 */
record Channels(List<Channel> all, Address ping, URI dashboard) {

    private static final String SETTING = "GZ_NOTIFICATIONS_";

    /** @throws IllegalStateException in plain words and without secrets, if a setting is not usable */
    static Channels open(NotificationConfig config, Vertx vertx, Outward outward) {
        if (config.sendEvery().toMillis() < 1000) {
            throw new IllegalStateException(SETTING + "SEND_EVERY: a second or more, not " + config.sendEvery());
        }
        List<Channel> all = new ArrayList<>();
        if (Mailbox.isOn(config.mail())) {
            all.add(Mailbox.open(config.mail(), vertx));
        }
        for (Map.Entry<String, Webhook> webhook : new TreeMap<>(config.webhooks()).entrySet()) {
            all.add(webhook(webhook.getKey(), webhook.getValue(), outward));
        }
        return new Channels(List.copyOf(all), ping(config.deadMan()),
                config.dashboardUrl().map(url -> Address.of(SETTING + "DASHBOARD_URL", url).uri()).orElse(null));
    }

    Optional<Channel> named(String name) {
        return all.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    private static Channel webhook(String name, Webhook webhook, Outward outward) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}") || name.equals(MailChannel.NAME)
                || name.equals(DeadManSwitch.NAME)) {
            throw new IllegalStateException("gz.notifications.webhooks." + name + ": a webhook's name consists of"
                    + " small letters, digits and dashes, and is not " + MailChannel.NAME + " or "
                    + DeadManSwitch.NAME);
        }
        String setting = SETTING + "WEBHOOKS_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return new WebhookChannel(name, Address.read(setting, webhook.url(), webhook.urlFile()), webhook.tokenFile()
                .map(file -> Secret.read(setting + "_TOKEN_FILE", file)).map(secret -> header(setting, secret))
                .orElse(null), webhook.format(), outward);
    }

    private static Secret header(String setting, Secret token) {
        if (!token.value().matches("[\\x21-\\x7e]+")) {
            throw new IllegalStateException(setting + "_TOKEN_FILE: a token has no blanks and no special characters");
        }
        return token;
    }

    private static Address ping(DeadMan deadMan) {
        if (deadMan.url().isEmpty() && deadMan.urlFile().isEmpty()) {
            return null;
        }
        if (deadMan.every().toSeconds() < 10) {
            throw new IllegalStateException(
                    SETTING + "DEAD_MAN_EVERY: 10 seconds or more, not " + deadMan.every());
        }
        if (deadMan.pingWhile() == Protection.State.UNPROTECTED) {
            throw new IllegalStateException(
                    SETTING + "DEAD_MAN_PING_WHILE: PROTECTED or AT_RISK; a ping while UNPROTECTED says nothing");
        }
        return Address.read(SETTING + "DEAD_MAN", deadMan.url(), deadMan.urlFile());
    }
}
