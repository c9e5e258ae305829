package io.groundzero.backup.gateway.notification;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.groundzero.backup.gateway.notification.OutboxRow.State;

/** How many changes each channel still has to tell. */
@ApplicationScoped
public class WaitingNotifications {

    private final Channels channels;
    private final EntityManager entities;

    WaitingNotifications(Channels channels, EntityManager entities) {
        this.channels = channels;
        this.entities = entities;
    }

    /** Names of all that are configured. */
    public List<String> channels() {
        return channels.all().stream().map(Channel::name).toList();
    }

    /** By channel; 0 for one with nothing to tell. */
    @Transactional
    public Map<String, Long> read() {
        Map<String, Long> waiting = new TreeMap<>();
        channels().forEach(channel -> waiting.put(channel, 0L));
        entities.createQuery("select channel, count(*) from OutboxRow where state = ?1 group by channel",
                Object[].class).setParameter(1, State.PENDING).getResultList()
                .forEach(row -> waiting.replace((String) row[0], (Long) row[1]));
        return waiting;
    }
}
