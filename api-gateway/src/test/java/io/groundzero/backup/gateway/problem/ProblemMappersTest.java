package io.groundzero.backup.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.logging.Level;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.notification.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What stays in the log of an error that the caller is told in general words. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ProblemMappersTest {

    @Inject
    EntityManager entities;

    @Test
    void whyTheDatabaseRefusedAValueIsLoggedWithoutTheStatement() {
        // Given
        RuntimeException refused = catchThrowableOfType(RuntimeException.class, () -> ask("SELECT 1 / :value", 0));

        // When
        Response answer;
        try (Log log = new Log()) {
            answer = new ProblemMappers(null).unexpected(refused, at("/api/v1/backups"));

            // Then
            assertThat(log.lines(Level.INFO))
                    .containsExactly("INFO the database refuses a value at /api/v1/backups: ERROR: division by zero");
        }
        assertThat(answer.getStatus()).isEqualTo(400);
    }

    @Test
    void whatTheDatabaseSaysIsOneLine() {
        // Given
        RuntimeException refused = catchThrowableOfType(RuntimeException.class,
                () -> ask("SELECT cast(:value AS integer)", "a\nb"));

        // When
        String words = DatabaseTrouble.words(refused);

        // Then
        assertThat(words).startsWith("ERROR: invalid input syntax for type integer").doesNotContain("\n");
    }

    private Object ask(String sql, Object value) {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(sql).setParameter("value", value).getSingleResult());
    }

    private static UriInfo at(String path) {
        return (UriInfo) Proxy.newProxyInstance(UriInfo.class.getClassLoader(), new Class<?>[]{UriInfo.class},
                (proxy, method, arguments) -> URI.create(path));
    }
}
