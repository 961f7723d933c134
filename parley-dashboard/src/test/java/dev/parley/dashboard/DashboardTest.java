package dev.parley.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private final Node node = Node.start(NodeConfig.member("a", "127.0.0.1:0"));
    private final Dashboard dashboard = start();
    private final HttpClient client = HttpClient.newHttpClient();

    private Dashboard start() {
        try {
            return Dashboard.start(node, 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @AfterEach
    void close() {
        client.close();
        dashboard.close();
        node.close();
    }

    private HttpResponse<String> send(String host, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + dashboard.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesTheNodesActors() throws Exception {
        node.system().<String>spawn("greeter", () -> (name, ctx) -> {});
        HttpResponse<String> answer = send("127.0.0.1", "GET", "/api/snapshot");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"node\":\"a\"", "/user/greeter#");
    }

    @Test
    void servesThePageWithoutForeignScripts() throws Exception {
        HttpResponse<String> answer = send("127.0.0.1", "GET", "/");
        assertThat(answer.body()).contains("<title>Parley</title>");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).contains("default-src 'self'");
    }

    @Test
    void thePageTakesNamesForNothingButText() throws Exception {
        HttpResponse<String> script = send("127.0.0.1", "GET", "/dashboard.js");
        assertThat(script.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(script.body())
                .contains("textContent")
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void cutsOffWhoDoesNotEndItsRequest() throws Exception {
        try (Dashboard hasty = Dashboard.start(node, 0, new Requests(Duration.ofMillis(100)));
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), hasty.port())) {
            silent.setSoTimeout(10_000);
            silent.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutsOffWhoDoesNotSendTheBodyThatItPromised() throws Exception {
        try (Dashboard hasty = Dashboard.start(node, 0, new Requests(Duration.ofMillis(100)));
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), hasty.port())) {
            silent.setSoTimeout(10_000);
            String post = "POST / HTTP/1.1\r\nHost: 127.0.0.1:" + hasty.port() + "\r\nContent-Length: 9\r\n\r\n";
            silent.getOutputStream().write(post.getBytes(StandardCharsets.US_ASCII));
            String all = new String(silent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all)
                    .satisfiesAnyOf(
                            answer -> assertThat(answer).isEmpty(),
                            answer -> assertThat(answer).startsWith("HTTP/1.1 405"));
        }
    }

    @Test
    void answersWhoeverNamesThisHost() {
        assertThat(Dashboard.isThisHost("127.0.0.1:8080", 8080)).isTrue();
        assertThat(Dashboard.isThisHost("LocalHost:8080", 8080)).isTrue();
        assertThat(Dashboard.isThisHost("127.0.0.1", 80))
                .as("browsers leave 80 out")
                .isTrue();
        assertThat(Dashboard.isThisHost("localhost:80", 80)).isTrue();
    }

    @Test
    void answersNobodyWhoNamesAnother() {
        assertThat(Dashboard.isThisHost(null, 80)).isFalse();
        assertThat(Dashboard.isThisHost("", 80)).isFalse();
        assertThat(Dashboard.isThisHost("127.0.0.1", 8080)).isFalse();
        assertThat(Dashboard.isThisHost("evil.example:8080", 8080)).isFalse();
        assertThat(Dashboard.isThisHost("evil.example", 80)).isFalse();
        assertThat(Dashboard.isThisHost("localhost:8080.evil.example", 8080)).isFalse();
    }

    @Test
    void changesNothing() throws Exception {
        assertThat(send("127.0.0.1", "POST", "/api/snapshot").statusCode()).isEqualTo(405);
        assertThat(send("127.0.0.1", "GET", "/etc/passwd").statusCode()).isEqualTo(404);
    }
}
