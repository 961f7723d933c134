package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DeadLetter;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Kind;
import dev.parley.Request;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

        record Total() implements Register, Request<Register, List<Sum>> {}

        record Audit() implements Register, Request<Register, List<Sum>> {}
    }

    record Sum(int cents, int number) {}

    record Opening(int cents, int number) {}

    private static final Kind<Register, Opening> KIND =
            Kind.of("till", Register.class, Opening.class, _ -> new Counter());

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
          4 LockedNodesTest.Register.Total
          5 LockedNodesTest.Register.Audit
        record LockedNodesTest.Register.Total
        record LockedNodesTest.Register.Audit
        record LockedNodesTest.Sum
          1 cents int
          2 number int
        record LockedNodesTest.Opening
          1 cents int
          2 number int
        """;
    private static final String MOVE = "Till.Move";
    private static final String SUM = "record LockedNodesTest.Sum";
    private static final String OPENING = "record LockedNodesTest.Opening";

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

    /** The lock of another branch of the program, where the two components of that type came in the other order. */
    private static String swapped(String type) {
        String begin = LOCK.substring(0, LOCK.indexOf(type));
        String rest = LOCK.substring(begin.length());
        return begin
                + rest.replaceFirst("1 cents", "1 !")
                        .replaceFirst("2 number", "2 cents")
                        .replaceFirst("1 !", "1 number");
    }

    private Node start(String name, String lock) {
        NodeConfig config = NodeConfig.member(name, name + ":9001").withProtocolLock(lock);
        Node node = Node.start(config, simulation.node(name), KIND);
        node.export("till", Register.class, node.system().spawn("till", Counter::new));
        return node;
    }

    private static ActorRef<Register> till(Node from, String of) {
        return from.at(ActorAddress.parse("actor://" + of + ":9001/user/till"), Register.class);
    }

    private static Failure failure(ActorRef<Register> till, Request<Register, ?> request) {
        return catchThrowableOfType(AskException.class, () -> till.ask(request)).failure();
    }

    @Test
    void refusesWhatItWouldMisreadByAnotherLockAndNothingElse() {
        Node a = start("a", LOCK);
        Node b = start("b", swapped(MOVE));
        Register.Move move = new Register.Move(70, Optional.empty(), 5);
        assertThat(failure(till(a, "b"), move)).isEqualTo(new Failure.Refused(DropReason.NOT_DECODABLE));
        assertThat(failure(till(b, "a"), move)).isEqualTo(new Failure.Refused(DropReason.NOT_ENCODABLE));
        assertThat(till(a, "b").ask(new Register.Count())).isZero();
        assertThat(till(a, "b").ask(new Register.Total())).containsExactly(new Sum(1, 2));
    }

    /** Longer than a frame may be before the handshake is over. */
    private static String longer(String lock) {
        StringBuilder text = new StringBuilder(lock);
        for (int i = 0; i < 1_000; i++) {
            text.append("record Unheard").append(i).append("\n  1 id long\n");
        }
        return text.toString();
    }

    @Test
    void comparesLocksThatAreLong() {
        Node a = start("a", longer(LOCK));
        start("b", longer(swapped(MOVE)));
        assertThat(till(a, "b").ask(new Register.Count())).isZero();
        Register.Move move = new Register.Move(70, Optional.empty(), 5);
        assertThat(failure(till(a, "b"), move)).isEqualTo(new Failure.Refused(DropReason.NOT_ENCODABLE));
    }

    @Test
    void theSenderRefusesWhatThePeerWouldOnceTheLocksWereCompared() {
        Node a = start("a", LOCK);
        Node b = start("b", swapped(MOVE));
        assertThat(till(a, "b").ask(new Register.Count())).isZero();
        Register.Move move = new Register.Move(70, Optional.empty(), 5);
        assertThat(failure(till(a, "b"), move)).isEqualTo(new Failure.Refused(DropReason.NOT_ENCODABLE));
        List<SystemEvent> here = new ArrayList<>();
        List<SystemEvent> there = new ArrayList<>();
        a.system().events(here::add);
        b.system().events(there::add);
        till(a, "b").tell(move);
        assertThat(till(a, "b").ask(new Register.Count())).isZero();
        ActorAddress register = ActorAddress.parse("actor://b:9001/user/till");
        assertThat(here)
                .containsExactly(new SystemEvent.Dropped(new DeadLetter(move, register, DropReason.NOT_ENCODABLE)));
        assertThat(there).isEmpty();
    }

    @Test
    void refusesAnAnswerThatItWouldMisread() {
        Node a = start("a", LOCK);
        start("b", swapped(SUM));
        assertThat(failure(till(a, "b"), new Register.Total()))
                .isEqualTo(new Failure.Refused(DropReason.NOT_ENCODABLE));
        assertThat(till(a, "b").ask(new Register.Move(70, Optional.empty(), 5))).isEqualTo(70_005);
    }

    @Test
    void aFailureComesBackAsItIsWhateverTheAnswerWouldBeMadeOf() {
        Node a = start("a", LOCK);
        start("b", swapped(SUM));
        assertThat(till(a, "b").ask(new Register.Count())).isZero();
        assertThat(failure(till(a, "b"), new Register.Audit())).isEqualTo(new Failure.Rejected("closed"));
    }

    @Test
    void spawnsNothingFromArgumentsThatItWouldMisread() {
        Node a = start("a", LOCK);
        Node b = start("b", swapped(OPENING));
        List<Terminated.Reason> ends = new ArrayList<>();
        Actor<Register> parent = new Actor<>() {
            @Override
            public void onStart(ActorContext<Register> ctx) {
                ctx.watch(ctx.spawnOn(b.id(), KIND, new Opening(5, 70)), end -> {
                    ends.add(end.reason());
                    return new Register.Close();
                });
            }

            @Override
            public void onMessage(Register message, ActorContext<Register> ctx) {
                ctx.stop();
            }
        };
        a.system().spawn("parent", () -> parent);
        assertThat(simulation.runUntil(() -> !ends.isEmpty(), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(ends.getFirst())
                .isInstanceOfSatisfying(
                        Terminated.SpawnFailed.class,
                        failed -> assertThat(failed.why()).contains("id 1 is number here and cents there"));
    }

    @Test
    void readsEverythingAgainOnceBothGoByOneLock() {
        Node a = start("a", LOCK);
        start("b", swapped(MOVE));
        assertThat(till(a, "b").ask(new Register.Count())).isZero();
        simulation.crash("b");
        simulation.run(Duration.ofSeconds(20));
        start("b", LOCK + "record Unheard\n  1 id long\n");
        Register.Move move = new Register.Move(70, Optional.empty(), 5);
        assertThat(till(a, "b").ask(move, Duration.ofSeconds(30))).isEqualTo(70_005);
    }

    private static final class Counter implements Actor<Register> {
        @Override
        public void onMessage(Register message, ActorContext<Register> ctx) {
            switch (message) {
                case Register.Count count -> ctx.reply(count, 0);
                case Register.Move move -> ctx.reply(move, 1_000 * move.number() + move.cents());
                case Register.Close _ -> ctx.stop();
                case Register.Total total -> ctx.reply(total, List.of(new Sum(1, 2)));
                case Register.Audit audit -> ctx.reject(audit, "closed");
            }
        }
    }
}
