package io.groundzero.backup.verifier.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsFileTest {

    @TempDir
    Path folder;

    @Test
    void everythingIsRead() throws Exception {
        // When
        List<ProbeRequest> requests = read("""
                [{"name": "a", "path": "/x?y=1", "save": {"ID": "/id"}},
                 {"name": "b", "method": "PATCH", "url": "http://127.0.0.1:99/${ID}", "headers": {"Origin": "${ID}"},
                  "body": ["${file:secrets/key}", "$${not}"], "within": "PT5S",
                  "expect": {"status": 404, "contains": ["c"], "equals": {"": 1}}}]""");

        // Then
        assertThat(requests).extracting(ProbeRequest::address).containsExactly("http://127.0.0.1:5678/x?y=1",
                "http://127.0.0.1:99/${ID}");
        assertThat(requests.get(0).method()).isEqualTo("GET");
        assertThat(requests.get(0).expectation().status()).isEmpty();
        assertThat(requests.get(0).within()).isZero();
        assertThat(requests.get(1).within()).isEqualTo(Duration.ofSeconds(5));
        assertThat(requests.get(1).expectation().status()).hasValue(404);
        assertThat(requests.get(1).title()).isEqualTo("b (PATCH http://127.0.0.1:99/${ID})");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{} | must be a list of requests",
            "[] | must be a list of requests",
            "[{] | cannot be read as JSON",
            "[{'path': '/'}] | name must be a text",
            "[{'name': 'a', 'path': '/'}, {'name': 'a', 'path': '/'}] | request 2: there is another request called a",
            "[{'name': 'a', 'path': '/', 'expects': {}}] | there is no [expects] among",
            "[{'name': 'a', 'path': '/', 'expect': {'state': 200}}] | there is no [state] among",
            "[{'name': 'a', 'path': '/', 'expect': {'status': '200'}}] | status must be a number",
            "[{'name': 'a', 'path': '/', 'expect': {'contains': 'x'}}] | contains must be a list of texts",
            "[{'name': 'a', 'path': '/', 'expect': {'contains': ['']}}] | contains must be a list of texts",
            "[{'name': 'a', 'path': '/', 'expect': {'equals': {'x': 1}}}] | no JSON pointer",
            "[{'name': 'a', 'path': '/', 'name': 'b'}] | cannot be read as JSON",
            "[{'name': 'a'}] | it needs either path or url",
            "[{'name': 'a', 'path': '/', 'url': 'http://127.0.0.1/'}] | it needs either path or url",
            "[{'name': 'a', 'path': 'x'}] | path must begin with a slash",
            "[{'name': 'a', 'path': '/a b'}] | must be percent-encoded",
            "[{'name': 'a', 'url': 'https://127.0.0.1/'}] | only addresses that begin with http://127.0.0.1",
            "[{'name': 'a', 'url': 'http://127.0.0.1.example.org/'}] | only addresses that begin with http://127.0.0.1",
            "[{'name': 'a', 'url': 'http://127.0.0.1:80@example.org/'}] | only addresses that begin with http://127.0.0.1",
            "[{'name': 'a', 'method': 'get', 'path': '/'}] | method must be one of",
            "[{'name': 'a', 'path': '/', 'headers': {'Host': 'x'}}] | Host cannot be set",
            "[{'name': 'a', 'path': '/', 'headers': {'A B': 'x'}}] | A B cannot be set",
            "[{'name': 'a', 'path': '/', 'headers': {'A': 'x\\ny'}}] | characters that cannot be sent",
            "[{'name': 'a', 'path': '/${ID}', 'save': {'ID': '/id'}}] | ${ID} is saved by no request before it",
            "[{'name': 'a', 'path': '/', 'body': {'x': ['${ID}']}}] | ${ID} is saved by no request before it",
            "[{'name': 'a', 'path': '/', 'expect': {'contains': ['${ID}']}}] | ${ID} is saved by no request before it",
            "[{'name': 'a', 'path': '/', 'body': '${file:/etc/passwd}'}] | inside of the configuration bundle",
            "[{'name': 'a', 'path': '/', 'body': '${file:../x}'}] | inside of the configuration bundle",
            "[{'name': 'a', 'path': '/', 'body': '${file:secrets/../../x}'}] | inside of the configuration bundle",
            "[{'name': 'a', 'path': '/', 'body': '${file:}'}] | inside of the configuration bundle",
            "[{'name': 'a', 'path': '/', 'save': {'A-B': '/id'}}] | a name consists of",
            "[{'name': 'a', 'path': '/', 'within': '30'}] | within must be a duration"})
    void whatCouldBeMisreadIsRefused(String json, String why) {
        assertThatThrownBy(() -> read(json.replace('\'', '"'))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private List<ProbeRequest> read(String json) throws IOException {
        return RequestsFile.read(Files.writeString(folder.resolve("requests.json"), json),
                URI.create("http://127.0.0.1:5678/ready"));
    }
}
