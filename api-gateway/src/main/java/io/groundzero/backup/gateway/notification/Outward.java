package io.groundzero.backup.gateway.notification;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/** HTTP to the outside. What goes wrong is told without the address and without what the other side said. */
final class Outward {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();

    static HttpRequest.Builder request(Address address) {
        return HttpRequest.newBuilder(address.uri()).timeout(WHOLE).header("User-Agent", "ground-zero-backup");
    }

    /** Returns when the other side answered 2xx. */
    void send(HttpRequest request) throws NotSentException {
        // the request's own timeout ends with the headers, and a body may come for ever
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            judge(answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (ExecutionException e) {
            throw new NotSentException(words(e.getCause()));
        } catch (TimeoutException e) {
            throw new NotSentException(words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSentException("the gateway is shutting down");
        } finally {
            answer.cancel(true);
        }
    }

    private static void judge(int status) throws NotSentException {
        if (status < 200 || status > 299) {
            throw new NotSentException("it answered " + status + switch (status) {
                case 301, 302, 303, 307, 308 -> ": redirects are not followed, set the address to which it leads";
                case 401, 403 -> ": it does not accept the address or the token";
                case 404, 410 -> ": the address is not known there, or not any more";
                case 429 -> ": too many messages for it";
                default -> "";
            });
        }
    }

    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return "no answer within " + WHOLE.toSeconds() + " s";
            }
            if (cause instanceof UnresolvedAddressException) {
                return "the name of its host is not known";
            }
            if (cause instanceof SSLException) {
                return "no encrypted connection: its certificate is not accepted, or it speaks no TLS";
            }
        }
        if (failure instanceof ConnectException) {
            return "no connection: nothing listens there, or a firewall is in between";
        }
        return failure instanceof IOException ? "the connection broke" : failure.getClass().getSimpleName();
    }
}
