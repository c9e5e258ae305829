package io.groundzero.backup.verifier.probe;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.groundzero.backup.contracts.error.BackupException;

/** Whether an answer is what was expected; keeps what later requests need of it. */
final class AnswerCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 200;

    private final Session session;

    AnswerCheck(Session session) {
        this.session = session;
    }

    /**
     * @return what is wrong, fit to be shown: expected and got; empty if nothing is
     */
    Optional<String> complaint(ProbeRequest request, Answer answer) throws BackupException {
        session.receive(answer);
        Optional<String> expected = unmet(request, answer);
        return expected.map(words -> session.shown("expected " + words + ", got " + answer.status() + ": ")
                + shortened(session.shown(answer.body())));
    }

    private Optional<String> unmet(ProbeRequest request, Answer answer) throws BackupException {
        ProbeRequest.Expectation expectation = request.expectation();
        if (expectation.status().isPresent()
                ? expectation.status().getAsInt() != answer.status()
                : !answer.successful()) {
            return Optional.of("status "
                    + (expectation.status().isPresent() ? expectation.status().getAsInt() : "200 to 299"));
        }
        for (String template : expectation.contains()) {
            String piece = Template.fill(template, session);
            if (!answer.body().contains(piece)) {
                return Optional.of("an answer that contains \"" + piece + "\"");
            }
        }
        JsonNode body = expectation.equal().isEmpty() && request.save().isEmpty()
                ? MissingNode.getInstance()
                : json(answer.body());
        for (Map.Entry<JsonPointer, JsonNode> equal : expectation.equal().entrySet()) {
            JsonNode value = Template.fill(equal.getValue(), session);
            if (!body.at(equal.getKey()).equals(value)) {
                return Optional.of(value + " at " + where(equal.getKey()));
            }
        }
        for (Map.Entry<String, JsonPointer> save : request.save().entrySet()) {
            if (!session.save(save.getKey(), save.getValue(), body)) {
                return Optional.of("a value at " + where(save.getValue()));
            }
        }
        return Optional.empty();
    }

    private static JsonNode json(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String where(JsonPointer pointer) {
        return pointer.toString().isEmpty() ? "the top" : pointer.toString();
    }

    static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.isEmpty() ? "(nothing)" : line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
