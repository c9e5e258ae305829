package io.groundzero.backup.gateway.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.security.Roles;
import io.groundzero.backup.gateway.status.CurrentStatus;
import io.groundzero.backup.gateway.status.Protection;

/** Who is told, and whether that works. */
@Path("/api/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class NotificationResource {

    private final Channels channels;
    private final Outbox outbox;
    private final DeadManSwitch deadMan;
    private final CurrentStatus status;
    private final ExecutorService executor;
    private final Clock clock;

    NotificationResource(Channels channels, Outbox outbox, DeadManSwitch deadMan, CurrentStatus status,
            ExecutorService executor, Clock clock) {
        this.channels = channels;
        this.outbox = outbox;
        this.deadMan = deadMan;
        this.status = status;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * @param name from the settings
     * @param kind mail, slack, discord, teams, ntfy, json or dead-man
     * @param lastSentAt null if nothing was sent in the last 30 days
     * @param lastError in words, null if nothing failed in the last 30 days
     * @param lastErrorAt later than lastSentAt: it does not work now
     * @param pending how many changes wait to be told
     */
    public record ChannelView(String name, String kind, Instant lastSentAt, String lastError, Instant lastErrorAt,
            long pending) {

        static ChannelView of(String name, String kind, Outbox.Record record) {
            return new ChannelView(name, kind, record.lastSentAt(), record.lastError(), record.lastErrorAt(),
                    record.pending());
        }
    }

    /** All that are configured. */
    public record ChannelViews(List<ChannelView> channels) {
    }

    /**
     * @param sent whether somebody took the message
     * @param error why not, in words
     */
    public record TestResult(String name, String kind, boolean sent, String error) {
    }

    /** One for each channel. */
    public record TestResults(List<TestResult> channels) {
    }

    @GET
    public ChannelViews list() {
        List<ChannelView> views = new ArrayList<>();
        channels.all().forEach(channel -> views
                .add(ChannelView.of(channel.name(), channel.kind(), outbox.record(channel.name()))));
        if (deadMan.isOn()) {
            views.add(ChannelView.of(DeadManSwitch.NAME, DeadManSwitch.NAME, deadMan.record()));
        }
        return new ChannelViews(views);
    }

    @POST
    @Path("test")
    @RolesAllowed(Roles.OPERATOR)
    public TestResults test() {
        Protection.State now = status.read().state();
        Notice notice = new Notice(UUID.randomUUID().toString(), true,
                new AlarmChange(clock.instant(), now, now, List.of(), List.of(), List.of()),
                channels.dashboard());
        List<CompletableFuture<TestResult>> results = new ArrayList<>();
        channels.all().forEach(channel -> results.add(CompletableFuture.supplyAsync(
                () -> result(channel.name(), channel.kind(), () -> {
                    channel.tell(notice);
                    outbox.works(channel.name());
                }), executor)));
        if (deadMan.isOn()) {
            results.add(CompletableFuture.supplyAsync(
                    () -> result(DeadManSwitch.NAME, DeadManSwitch.NAME, deadMan::ping), executor));
        }
        return new TestResults(results.stream().map(CompletableFuture::join).toList());
    }

    private interface Attempt {

        void make() throws NotSentException;
    }

    private static TestResult result(String name, String kind, Attempt attempt) {
        try {
            attempt.make();
            return new TestResult(name, kind, true, null);
        } catch (NotSentException e) {
            return new TestResult(name, kind, false, e.getMessage());
        }
    }
}
