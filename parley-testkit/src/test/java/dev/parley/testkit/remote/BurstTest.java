package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On real sockets, which take in one write whatever a link gathers. */
class BurstTest {
    private static final int BURST = 20_000;

    @Test
    void leavesAsFastAsItIsTakenAndNotWithTheNextHeartbeat() {
        try (Node a = Node.start(NodeConfig.member("a", "127.0.0.1:0"));
                Node b = Node.start(NodeConfig.member("b", "127.0.0.1:0"))) {
            b.export("desk", Desk.Cmd.class, b.system().spawn("desk", () -> new Desk(0)));
            ActorRef<Desk.Cmd> desk = a.at(ActorAddress.parse("actor://" + b.id() + "/user/desk"), Desk.Cmd.class);
            desk.ask(new Desk.Count());

            IntStream.range(0, BURST).forEach(i -> desk.tell(new Desk.Note(i)));

            // the request stands behind all of them, and has the usual five seconds
            assertThat(desk.ask(new Desk.Count())).isEqualTo(BURST);
        }
    }
}
