package io.groundzero.backup.gateway.notification;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;

/** Sends letters, all receivers in one. */
final class MailChannel implements Channel {

    static final String NAME = "mail";
    private static final long SECONDS = 30;

    private final Context context;
    private final MailClient client;
    private final String from;
    private final List<String> to;

    /** @param context of the event loop on which the client works */
    MailChannel(Context context, MailClient client, String from, List<String> to) {
        this.context = context;
        this.client = client;
        this.from = from;
        this.to = to;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public void send(Notice notice) throws NotSentException {
        MailMessage message = new MailMessage().setFrom(from).setTo(to).setSubject(Wording.title(notice))
                .setText(PlainText.of(notice, new Room(Integer.MAX_VALUE))).setHtml(MailPage.of(notice))
                // the same at every attempt, so that mail programs see one letter; and nobody's holiday answers it
                .setHeaders(MultiMap.caseInsensitiveMultiMap().add("Message-ID",
                        "<" + notice.id() + "@ground-zero-backup>").add("Auto-Submitted", "auto-generated"));
        CompletableFuture<MailResult> answer = new CompletableFuture<>();
        // Called from another thread than an event loop's, the client is not to be relied on: on a busy machine about one letter
        // in 200 was answered 500, and now and then one hung. With vertx-mail-client 4.5.25; none of thousands this way.
        context.runOnContext(ignored -> client.sendMail(message).onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally));
        try {
            answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new NotSentException(words(e.getCause()));
        } catch (TimeoutException e) {
            throw new NotSentException("the mail server did not take the letter within " + SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSentException("the gateway is shutting down");
        }
    }

    /** What a server says may repeat what it was told, password included: only its number is told. */
    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException smtp) {
                int code = smtp.getReplyCode();
                return "the mail server answered " + code + switch (code) {
                    case 421, 450, 451, 452 -> ": it cannot take the letter now";
                    case 530, 534, 535, 538, 454 -> ": it does not accept the user or the password";
                    case 550, 551, 553, 554 -> ": it does not accept a sender, a receiver or the letter";
                    case 552 -> ": it has no room for the letter";
                    default -> "";
                };
            }
            if (cause instanceof SSLException) {
                return "no encrypted connection to the mail server: its certificate is not accepted, or it speaks no TLS";
            }
        }
        return "the mail server cannot be reached, or the conversation with it broke ("
                + failure.getClass().getSimpleName() + ")";
    }
}
