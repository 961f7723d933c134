package dev.parley.cli.simulate.links;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Kind;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.SharedKey;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A member with the same actors as the scenario links, in a process of its own, that writes its history to a file.
 *
 * <p>Lines on stdin: {@code reach} waits until everybody answers, {@code calm} ends all new work, {@code books} writes
 * the books of the node and its links; each is echoed when that is done. Runs until stdin ends.
 */
public final class TalkingNode {
    /** Shorter than the default, which only the test's patience would notice. */
    public static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(2);

    /** Beyond loopback nodes need one. */
    private static final SharedKey KEY = SharedKey.ofHex("0123456789abcdef".repeat(4));

    private TalkingNode() {}

    /** Address, the other addresses with commas, file; where to listen, if not there. */
    public static void main(String[] args) throws Exception {
        NodeConfig config = config(args);
        CompletableFuture<Surroundings> here = new CompletableFuture<>();
        AtomicBoolean calm = new AtomicBoolean();
        Kind<Offspring.Cmd, Offspring.Args> offspring = Offspring.kind(here::join);
        try (History history = History.writing(System::nanoTime, Path.of(args[2]));
                Node node = Node.start(config, offspring)) {
            Diary diary = new Diary(history, node.id());
            diary.write(new Event.ProcessStarted());
            diary.follow(node.system());
            here.complete(new Surroundings(diary, node, new Random(), List.of(args[1].split(",", -1)), calm::get));
            node.system().spawn("nest", () -> new Nest(here.join(), offspring, Nest.MOST_PREY));
            IO.println("ready " + Diary.name(node.id()));
            for (String line = IO.readln(); line != null; line = IO.readln()) {
                switch (line) {
                    case "reach" -> reach(node, List.of(args[1].split(",", -1)));
                    case "calm" -> calm.set(true);
                    case "books" -> writeBooks(node, diary);
                    default -> throw new IllegalArgumentException("reach, calm or books, not " + line);
                }
                IO.println(line);
            }
        }
    }

    private static NodeConfig config(String[] args) {
        NodeConfig config = NodeConfig.member("talking", args.length > 3 ? args[3] : args[0])
                .withAdvertise(args[0])
                .withLinks(LinkConfig.defaults().withTimeouts(FAILURE_TIMEOUT.dividedBy(5), FAILURE_TIMEOUT));
        return args[0].startsWith("127.") ? config : config.withKey(KEY);
    }

    /** Whoever has failed to answer is asked again, for as long as the test is patient. */
    private static void reach(Node node, List<String> others) {
        for (String other : others) {
            ActorRef<Talk> talker = node.at(ActorAddress.parse("actor://" + other + "/user/talker"), Talk.class);
            boolean answered = answers(talker);
            while (!answered) {
                answered = answers(talker);
            }
        }
    }

    private static boolean answers(ActorRef<Talk> talker) {
        try {
            return talker.ask(new Talk.Question(1, Talk.Manner.AT_ONCE), Duration.ofSeconds(2)) == 2;
        } catch (AskException _) {
            return false;
        }
    }

    /** A timer may tick while they are made, and be in some of the figures only: two looks must see the same. */
    private static Event.Books settledBooks(Node node) {
        Event.Books seen = Event.Books.of(node.system().snapshot());
        Event.Books again = Event.Books.of(node.system().snapshot());
        while (!again.equals(seen)) {
            seen = again;
            again = Event.Books.of(node.system().snapshot());
        }
        return again;
    }

    private static void writeBooks(Node node, Diary diary) {
        diary.write(settledBooks(node));
        for (PeerSnapshot peer : node.peers()) {
            diary.write(Event.LinkBooks.of(Diary.name(peer.node()), peer));
        }
    }
}
