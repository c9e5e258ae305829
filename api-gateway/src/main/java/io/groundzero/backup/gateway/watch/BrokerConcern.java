package io.groundzero.backup.gateway.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;
import io.groundzero.backup.handover.BrokerProbe;

/** Whether the broker, which all services share, takes messages, and brings the gateway its own. */
@ApplicationScoped
class BrokerConcern implements Concern {

    private final BrokerProbe probe;

    BrokerConcern(BrokerProbe probe) {
        this.probe = probe;
    }

    @Override
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        probe.trouble().ifPresent(what -> problems.add(new Problem(AlarmKind.BROKER_BLOCKED, "",
                "RabbitMQ " + what + "; no backup goes on",
                "give it memory or disk: rabbitmqctl status names the alarm; the backups go on by themselves then")));
        for (String channel : probe.ended()) {
            problems.add(new Problem(AlarmKind.BROKER_BLOCKED, channel,
                    "RabbitMQ brings the gateway nothing from its channel " + channel + " any more",
                    "restart the gateway; load infra/rabbitmq/definitions.json if its queue is gone"));
        }
        return problems;
    }
}
