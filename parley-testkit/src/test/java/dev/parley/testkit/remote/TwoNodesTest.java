package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwoNodesTest {
    private final Simulation simulation = Simulation.of(7);
    private final Node a = Node.start(NodeConfig.member("a", "a:9001"), simulation.node("a"), Desk.KIND);
    private final Node b = Node.start(NodeConfig.member("b", "b:9001"), simulation.node("b"), Desk.KIND);
    private final Desk desk = new Desk(0);
    private final ActorRef<Desk.Cmd> local = b.system().spawn("desk", () -> desk);
    private final ActorRef<Desk.Cmd> remote = exported();

    private ActorRef<Desk.Cmd> exported() {
        b.export("desk", Desk.Cmd.class, local);
        return a.at(ActorAddress.parse("actor://b:9001/user/desk"), Desk.Cmd.class);
    }

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    void saysFarewellWhenClosed() {
        List<Terminated> heard = new ArrayList<>();
        a.system().watch(remote, heard::add);
        remote.ask(new Desk.Count());
        b.close();
        simulation.run(Duration.ofSeconds(1));
        a.close();
        assertThat(heard).containsExactly(new Terminated(remote, new Terminated.Stopped()));
    }

    @Test
    void deliversInOrder() {
        IntStream.range(0, 100).forEach(i -> remote.tell(new Desk.Note(i)));
        assertThat(simulation.runUntil(() -> desk.notes.size() == 100, Duration.ofSeconds(5)))
                .isTrue();
        assertThat(desk.notes).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void aRefToAnActorOfItsOwnThatHasEndedMayBePassedOn() {
        ActorRef<Desk.Cmd> passing = a.system().spawn("passing", () -> new Desk(0));
        simulation.run(Duration.ofSeconds(1));
        passing.tell(new Desk.End());
        simulation.run(Duration.ofSeconds(1));
        ActorRef<Desk.Cmd> ended = a.at(passing.address(), Desk.Cmd.class);
        remote.tell(new Desk.Introduce(ended, 1));
        remote.tell(new Desk.WatchSomebody(ended));
        simulation.run(Duration.ofSeconds(1));
        assertThat(remote.ask(new Desk.Count())).isOne();
        assertThat(desk.notes).as("it has heard of the end").containsExactly(-1);
    }

    @Test
    void answersRequests() {
        remote.tell(new Desk.Note(1));
        assertThat(remote.ask(new Desk.Count())).isEqualTo(1);
    }

    @Test
    void carriesEachFailureBack() {
        assertThat(failure(() -> remote.ask(new Desk.Silent()))).isEqualTo(new Failure.Unanswered());
        assertThat(failure(() -> remote.ask(new Desk.Refuse("no")))).isEqualTo(new Failure.Rejected("no"));
    }

    @Test
    void tellsWatchersOfTheEndOnceAndAfterTheLastMessage() {
        List<Terminated> heard = new ArrayList<>();
        a.system().watch(remote, heard::add);
        remote.tell(new Desk.Note(1));
        remote.tell(new Desk.End());
        assertThat(simulation.runUntil(() -> !heard.isEmpty(), Duration.ofSeconds(5)))
                .isTrue();
        simulation.run(Duration.ofSeconds(10));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().reason()).isEqualTo(new Terminated.Stopped());
    }

    @Test
    void saysNodeDownSoonAfterACrash() {
        List<Terminated> heard = new ArrayList<>();
        a.system().watch(remote, heard::add);
        remote.ask(new Desk.Count());
        simulation.crash("b");
        assertThat(simulation.runUntil(() -> !heard.isEmpty(), Duration.ofSeconds(1)))
                .isTrue();
        assertThat(heard.getFirst().reason()).isEqualTo(new Terminated.NodeDown(b.id()));
    }

    @Test
    void spawnsOverThereAndRestartsThere() {
        List<ActorRef<Desk.Cmd>> child = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        remote.ask(new Desk.Count());
        ActorRef<String> parent = a.system().spawn("parent", () -> new dev.parley.Actor<String>() {
            @Override
            public void onStart(dev.parley.ActorContext<String> ctx) {
                child.add(ctx.spawnOn(b.id(), Desk.KIND, new Desk.Args(40)));
                child.getFirst().tell(new Desk.Note(1));
                ctx.watch(child.getFirst(), end -> end.reason().sentence());
            }

            @Override
            public void onMessage(String message, dev.parley.ActorContext<String> ctx) {
                heard.add(message);
            }
        });
        assertThat(simulation.runUntil(() -> !child.isEmpty(), Duration.ofSeconds(5)))
                .isTrue();
        assertThat(child.getFirst().ask(new Desk.Count())).isEqualTo(41);
        child.getFirst().tell(new Desk.Fail("oops"));
        assertThat(child.getFirst().ask(new Desk.Count())).isEqualTo(40);
        simulation.crash("b");
        assertThat(simulation.runUntil(() -> !heard.isEmpty(), Duration.ofSeconds(5)))
                .isTrue();
        simulation.run(Duration.ofSeconds(10));
        assertThat(heard).containsExactly("its node b:9001 is down");
        assertThat(parent.address().path()).isEqualTo("/user/parent");
    }

    @Test
    void refsTravelInMessages() {
        Desk other = new Desk(0);
        ActorRef<Desk.Cmd> home = a.system().spawn("other", () -> other);
        remote.tell(new Desk.Introduce(home, 5));
        assertThat(simulation.runUntil(() -> other.notes.contains(5), Duration.ofSeconds(5)))
                .isTrue();
    }

    private static Failure failure(Runnable ask) {
        return catchThrowableOfType(AskException.class, ask::run).failure();
    }
}
