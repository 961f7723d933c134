package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.examples.TwoMachines.Pool;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoMachinesTest {
    @Test
    void worksOnBothNodesAndGoesOnWhenOneLeaves() {
        Node b = Node.start(NodeConfig.member("b", "127.0.0.1:0"), TwoMachines.WORKER);
        try (Node a = Node.start(NodeConfig.member("a", "127.0.0.1:0"), TwoMachines.WORKER)) {
            b.export(
                    "hello",
                    TwoMachines.Work.class,
                    b.system().spawn("hello", () -> TwoMachines.WORKER.factory().apply(new TwoMachines.NoArgs())));
            ActorAddress hello = ActorAddress.parse("actor://" + b.id() + "/user/hello");
            assertThat(a.at(hello, TwoMachines.Work.class).ask(new TwoMachines.Square(3)))
                    .isEqualTo(9);

            ActorRef<Pool.Msg> pool = a.system().spawn("pool", Pool::new);
            assertThat(squares(pool, 10)).isEqualTo(285);
            assertThat(b.system().snapshot().actors()).hasSize(2);

            b.close();
            assertThat(squares(pool, 10)).isEqualTo(285);
        }
    }

    private static int squares(ActorRef<Pool.Msg> pool, int below) {
        return IntStream.range(0, below)
                .map(number -> pool.ask(new Pool.Calculate(number)))
                .sum();
    }
}
