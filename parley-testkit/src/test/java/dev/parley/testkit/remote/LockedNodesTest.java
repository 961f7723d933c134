package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Simulation;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two versions of a program, which declare the same messages in another order, talk by one lock. */
class LockedNodesTest {

    /** The first version. */
    sealed interface Till {
        record Move(int cents, int number) implements Till, Request<Till, Integer> {}

        record Close() implements Till {}
    }

    /** The second version: another name, another order, a message and a component more. */
    sealed interface Register {
        record Count() implements Register, Request<Register, Integer> {}

        record Move(int number, Optional<String> note, int cents) implements Register, Request<Register, Integer> {}

        record Close() implements Register {}
    }

    private static final String LOCK = """
        # protocol.lock v1
        record LockedNodesTest.Register.Count
        record LockedNodesTest.Register.Close was LockedNodesTest.Till.Close
        record LockedNodesTest.Register.Move was LockedNodesTest.Till.Move
          1 cents int
          2 number int
          3 - old string
          4 note optional<string>
        sealed LockedNodesTest.Register was LockedNodesTest.Till
          1 LockedNodesTest.Register.Move
          2 LockedNodesTest.Register.Close
          3 LockedNodesTest.Register.Count
        """;

    private final Simulation simulation = Simulation.of(7);

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    void understandsTheVersionBeforeWhateverTheOrderOfTheDeclaration() {
        Node before = Node.start(NodeConfig.member("a", "a:9001"), simulation.node("a"));
        Node after = Node.start(NodeConfig.member("b", "b:9001").withProtocolLock(LOCK), simulation.node("b"));
        after.export("till", Register.class, after.system().spawn("till", Counter::new));
        ActorRef<Till> till = before.at(ActorAddress.parse("actor://b:9001/user/till"), Till.class);
        assertThat(till.ask(new Till.Move(5, 70))).isEqualTo(70_005);
    }

    @Test
    void refusesAProtocolThatItsLockDoesNotKnow() {
        Node node = Node.start(
                NodeConfig.member("a", "a:9001").withProtocolLock(LOCK.replace("  4 note optional<string>\n", "")),
                simulation.node("a"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> node.export("till", Register.class, node.system().spawn("till", Counter::new)))
                .withMessageContaining("LockedNodesTest.Register.Move: 'note' is not in protocol.lock: add '  4 note");
    }

    @Test
    void refusesALockThatCannotBeReadBeforeTheNodeStarts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeConfig.member("a", "a:9001").withProtocolLock("no lock"))
                .withMessageContaining("protocol.lock line 1");
    }

    private static final class Counter implements Actor<Register> {
        @Override
        public void onMessage(Register message, ActorContext<Register> ctx) {
            switch (message) {
                case Register.Count count -> ctx.reply(count, 0);
                case Register.Move move -> ctx.reply(move, 1_000 * move.number() + move.cents());
                case Register.Close _ -> ctx.stop();
            }
        }
    }
}
