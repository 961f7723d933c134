package dev.parley.cli.simulate.links;

import dev.parley.Kind;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
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
 * <p>Lines on stdin: {@code calm} ends all new work, {@code books} writes the books of the node. Runs until stdin ends.
 */
public final class TalkingNode {
    /** Shorter than the default, which only the test's patience would notice. */
    public static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(2);

    private TalkingNode() {}

    /** Address, the other addresses with commas, file. */
    public static void main(String[] args) throws Exception {
        NodeConfig config = NodeConfig.member("talking", args[0])
                .withLinks(LinkConfig.defaults().withTimeouts(FAILURE_TIMEOUT.dividedBy(5), FAILURE_TIMEOUT));
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
                    case "calm" -> calm.set(true);
                    case "books" -> diary.write(Event.Books.of(node.system().snapshot()));
                    default -> throw new IllegalArgumentException("calm or books, not " + line);
                }
                IO.println(line);
            }
        }
    }
}
