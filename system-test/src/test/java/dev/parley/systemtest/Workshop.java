package dev.parley.systemtest;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A foreman with one worker on another node. Started as {@code ADDRESS} this is the foreman's node: it obeys the lines
 * {@code work}, {@code throw} and {@code report} of stdin, and writes what the foreman hears to stdout. Started as
 * {@code ADDRESS FOREMAN} it is a node that offers the foreman a place for a worker. Either ends with its stdin.
 */
final class Workshop {
    /** Shorter than the default, so that waiting for a second end is. */
    static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(2);

    private static final String NAME = "foreman";
    private static final Kind<Work, Nothing> WORKER = Kind.of("worker", Work.class, Nothing.class, _ -> new Worker());

    private Workshop() {}

    sealed interface Work {}

    record Piece() implements Work {}

    record Fail() implements Work {}

    record Ask() implements Work, Request<Work, Report> {}

    /** In which process the worker is, which instance made there it is, and how many pieces that has done. */
    record Report(long pid, int instance, int pieces) {}

    record Nothing() {}

    /** What the foreman hears. */
    sealed interface Order {}

    /** What it hears from other nodes. */
    sealed interface Offer extends Order {}

    record Place(NodeId node) implements Offer {}

    record Typed(String line) implements Order {}

    record Reported(Result<Report> report) implements Order {}

    record Ended(Terminated how) implements Order {}

    public static void main(String[] args) throws IOException {
        NodeConfig config = NodeConfig.member("n", args[0])
                .withLinks(LinkConfig.defaults().withTimeouts(FAILURE_TIMEOUT.dividedBy(5), FAILURE_TIMEOUT));
        try (Node node = Node.start(config, WORKER)) {
            ActorRef<Order> foreman = args.length == 1 ? foremanOf(node) : offerTo(args[1], node);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                foreman.tell(new Typed(line));
            }
        }
    }

    private static ActorRef<Order> foremanOf(Node node) {
        return node.system().spawn(NAME, () -> new Foreman(node));
    }

    private static ActorRef<Order> offerTo(String foreman, Node node) {
        Endpoint at = Endpoint.parse(foreman);
        node.at(new ActorAddress(new NodeId(at.host(), at.port(), 0), "/user/" + NAME, 0), Offer.class)
                .tell(new Place(node.id()));
        return node.system().spawn("nobody", () -> (_, _) -> {});
    }

    private static final class Foreman implements Actor<Order> {
        private final Node node;
        private final Deque<NodeId> places = new ArrayDeque<>();
        private @Nullable ActorRef<Work> worker;

        Foreman(Node node) {
            this.node = node;
        }

        @Override
        public void onStart(ActorContext<Order> ctx) {
            node.export(NAME, Offer.class, ctx.adapter(Offer.class, offer -> offer));
            IO.println("ready");
        }

        @Override
        public void onMessage(Order message, ActorContext<Order> ctx) {
            switch (message) {
                case Place(NodeId place) -> {
                    places.add(place);
                    IO.println("offered " + place);
                    hire(ctx);
                }
                case Typed(String line) -> obey(line, ctx);
                case Reported(Result.Ok<Report>(Report(long pid, int instance, int pieces))) ->
                    IO.println("worker in process " + pid + ", instance " + instance + ", pieces " + pieces);
                case Reported(Result.Err<Report> none) ->
                    IO.println("no report: " + none.failure().sentence());
                case Ended(Terminated how) -> {
                    IO.println("ended: " + how.reason().sentence());
                    worker = null;
                    hire(ctx);
                }
            }
        }

        private void hire(ActorContext<Order> ctx) {
            if (worker == null && !places.isEmpty()) {
                worker = ctx.spawnOn(places.remove(), WORKER, new Nothing());
                ctx.watch(worker, Ended::new);
            }
        }

        private void obey(String line, ActorContext<Order> ctx) {
            ActorRef<Work> present = worker;
            if (present == null) {
                IO.println("nobody is there for: " + line);
                return;
            }
            switch (line) {
                case "work" -> present.tell(new Piece());
                case "throw" -> present.tell(new Fail());
                case "report" -> ctx.ask(present, new Ask(), Reported::new);
                default -> IO.println("unknown: " + line);
            }
        }
    }

    private static final class Worker implements Actor<Work> {
        private static final AtomicInteger INSTANCES = new AtomicInteger();

        private final int instance = INSTANCES.incrementAndGet();
        private int pieces;

        @Override
        public void onMessage(Work message, ActorContext<Work> ctx) {
            switch (message) {
                case Piece() -> pieces++;
                case Fail() -> throw new IllegalStateException("told to throw");
                case Ask ask ->
                    ctx.reply(ask, new Report(ProcessHandle.current().pid(), instance, pieces));
            }
        }
    }
}
