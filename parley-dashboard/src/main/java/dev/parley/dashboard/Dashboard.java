package dev.parley.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.remote.Node;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One page that shows a node: its actors, what it dropped and why, its links. First form: the page asks for a
 * snapshot each second. Read-only, on loopback only, without cookies; every answer forbids foreign scripts.
 *
 * <p>Threading: any thread. A snapshot is taken when somebody asks, on a virtual thread of the request. Limits: see
 * {@link Requests}.
 */
public final class Dashboard implements AutoCloseable {
    private static final int MAX_WAITING = 16;

    private final HttpServer server;
    private final Requests requests;
    private final Node node;

    private Dashboard(Node node, HttpServer server, Requests requests) {
        this.node = node;
        this.server = server;
        this.requests = requests;
    }

    /**
     * Serves the page of a node at {@code http://127.0.0.1:port/}; port 0 takes a free one.
     *
     * @throws IOException when the port is taken
     */
    public static Dashboard start(Node node, int port) throws IOException {
        return start(node, port, new Requests(Requests.PATIENCE));
    }

    static Dashboard start(Node node, int port, Requests requests) throws IOException {
        // not what the JDK takes for loopback, which may be of IPv6
        InetSocketAddress at = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        Dashboard dashboard = new Dashboard(node, HttpServer.create(at, MAX_WAITING), requests);
        dashboard.server.setExecutor(requests);
        dashboard.server.createContext("/", dashboard::serve);
        dashboard.server.start();
        return dashboard;
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isThisHost(exchange.getRequestHeaders().getFirst("Host"), port())) {
                answer(exchange, 403, "text/plain", bytes("ask for 127.0.0.1 or localhost"));
            } else if (!exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 405, "text/plain", bytes("this page is read-only: use GET"));
            } else {
                switch (exchange.getRequestURI().getPath()) {
                    case "/" -> answer(exchange, 200, "text/html", resource("index.html"));
                    case "/dashboard.js" -> answer(exchange, 200, "text/javascript", resource("dashboard.js"));
                    case "/api/snapshot" -> answer(exchange, 200, "application/json", bytes(SnapshotJson.of(node)));
                    default -> answer(exchange, 404, "text/plain", bytes("there is / and /api/snapshot"));
                }
            }
        }
    }

    /** A page of another site that resolves its name to this machine must not read along. */
    static boolean isThisHost(@Nullable String host, int port) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        String full = port == 80 && name.indexOf(':') < 0 ? name + ":80" : name; // which nobody says
        return full.equals("127.0.0.1:" + port) || full.equals("localhost:" + port);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Dashboard.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the dashboard's jar: build it again");
            }
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        requests.close();
    }
}
