package io.groundzero.backup.verifier.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.postgres.PostgresConnections;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** One probe of one restored backup: the application is started, asked, and killed. */
final class ProbeRun {

    private static final Logger LOG = Logger.getLogger(ProbeRun.class);
    private static final long POLL_MILLIS = 500;
    /** With less time than this left, that no answer comes says nothing. */
    private static final Duration FAIR = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 1000;

    private final Probe probe;
    private final Sandbox sandbox;
    private final ThrowawayServer server;
    private final Evidence evidence;
    private final String before;

    ProbeRun(Probe probe, Sandbox sandbox, ThrowawayServer server, Evidence evidence) {
        this.probe = probe;
        this.sandbox = sandbox;
        this.server = server;
        this.evidence = evidence;
        this.before = server.log();
    }

    /**
     * @throws BackupException PROBE_FAILED, PROBE_UNAVAILABLE, or what this machine lacks
     */
    void run(Manifest manifest, Bundle bundle) throws BackupException, IOException, InterruptedException {
        Deadline deadline = Deadline.in(probe.timeLimit());
        requireDatabase(manifest);
        if (!sandbox.isolation().closed()) {
            requireFreePorts();
            evidence.add(probe.name() + ": isolation " + sandbox.isolation() + ", it can reach the network");
        }
        Session session = new Session(bundle);
        long start = System.nanoTime();
        try (Application application = Application.start(probe, session, bundle, server, sandbox)) {
            application.awaitReady(deadline.orIn(probe.readyWithin()));
            evidence.add(probe.name() + ": ready after " + millisSince(start) + " ms");
            for (ProbeRequest request : probe.requests()) {
                ask(application, request, session, deadline);
            }
        }
        LOG.infof("probe %s: %d requests answered as expected", probe.name(), probe.requests().size());
    }

    private void ask(Application application, ProbeRequest request, Session session, Deadline deadline)
            throws BackupException, IOException, InterruptedException {
        AnswerCheck check = new AnswerCheck(session);
        Deadline patience = deadline.orIn(request.within());
        long start = System.nanoTime();
        Optional<String> complaint = Optional.empty();
        do {
            if (complaint.isPresent()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            Duration left = deadline.left();
            Answer answer;
            try {
                answer = application.ask(request.title(), Request.fill(request, session), deadline);
            } catch (BackupException e) {
                if (complaint.isPresent() && left.compareTo(FAIR) < 0 && application.alive()) {
                    throw wrong(request, complaint.get(), application);
                }
                throw e;
            }
            complaint = check.complaint(request, answer);
            if (complaint.isEmpty()) {
                evidence.add(probe.name() + ": " + request.title() + ": " + answer.status() + " after "
                        + millisSince(start) + " ms");
                return;
            }
        } while (patience.left().toMillis() > POLL_MILLIS);
        throw wrong(request, complaint.get(), application);
    }

    private BackupException wrong(ProbeRequest request, String complaint, Application application) {
        // an application whose disk is full or whose server was killed answers wrongly as well
        String log = server.log().lines().filter(line -> !before.contains(line)).collect(Collectors.joining("\n"));
        Optional<ErrorCode> trouble = server.alive()
                ? LocalTrouble.in(log)
                        .or(() -> LocalTrouble.in(application.output()).filter(ErrorCode.DISK_FULL::equals))
                : Optional.of(ErrorCode.THROWAWAY_FAILED);
        return new BackupException(trouble.orElse(ErrorCode.PROBE_FAILED), "probe " + probe.name() + ": request "
                + request.title() + ": " + complaint
                + (trouble.isPresent() ? "; but the throwaway server was in trouble: " + log : ""));
    }

    private void requireDatabase(Manifest manifest) throws BackupException {
        Set<String> databases = manifest.databases().stream().map(DatabaseFacts::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!databases.contains(probe.database())) {
            throw unavailable("this backup of cluster " + manifest.cluster() + " has no database " + probe.database()
                    + ", but " + databases + "; gz.probes." + probe.name()
                    + ".cluster restricts the probe to one cluster", null);
        }
        String user = probe.user().orElse(server.superuser());
        Path socket = Path.of(server.environment().get("PGHOST"), ".s.PGSQL." + server.environment().get("PGPORT"));
        try (Connection connection = PostgresConnections.openSocket(socket, user, probe.database())) {
            evidence.add(probe.name() + ": role " + user + " can connect to database " + probe.database());
        } catch (SQLException e) {
            if (!server.alive()) {
                throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                        "the throwaway PostgreSQL has ended: " + server.log(), e);
            }
            throw unavailable("the restored role " + user + " cannot connect to database " + probe.database() + ": "
                    + e.getMessage(), e);
        }
    }

    /** Otherwise it could be production that is asked. */
    private void requireFreePorts() throws BackupException {
        List<URI> addresses = Stream.concat(Stream.of(probe.ready()), probe.requests().stream()
                .map(request -> URI.create(request.address().replaceFirst("(http://[^/?]*).*", "$1/")))).toList();
        Set<Integer> ports = addresses.stream().map(address -> address.getPort() < 0 ? 80 : address.getPort())
                .collect(Collectors.toCollection(TreeSet::new));
        for (int port : ports) {
            try (Socket taken = new Socket()) {
                taken.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
                throw unavailable("port " + port + " is taken by another program, which must not be asked; with "
                        + "isolation " + sandbox.isolation() + " the application shares the machine's ports", null);
            } catch (IOException free) {
                LOG.debugf("port %d is free", port);
            }
        }
    }

    private BackupException unavailable(String why, Exception cause) {
        return new BackupException(ErrorCode.PROBE_UNAVAILABLE, "probe " + probe.name() + ": " + why, cause);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
