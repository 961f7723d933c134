package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.NodeId;
import dev.parley.supervisor.ChildSpec;
import dev.parley.supervisor.Placement;
import dev.parley.supervisor.Supervisor;
import dev.parley.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The children of a supervisor on other nodes: where they live, and where they come back. */
class SupervisedElsewhereTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private static void in(Consumer<Town> scene) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member("b");
                    town.member("c");
                    assertThat(town.exported("a", "b").ask(new Desk.Count())).isEqualTo(100);
                    assertThat(town.exported("a", "c").ask(new Desk.Count())).isEqualTo(100);
                    scene.accept(town);
                },
                20);
    }

    private static ChildSpec<Desk.Cmd> desk(String name, Placement placement) {
        return ChildSpec.of(name, Desk.KIND, new Desk.Args(5), placement);
    }

    private static ActorRef<Supervisor.Command> supervisor(Town town, Supervisor plan) {
        return town.node("a").system().spawn("sup", plan);
    }

    private static ActorRef<Desk.Cmd> find(ActorRef<Supervisor.Command> supervisor, ChildSpec<Desk.Cmd> child) {
        return supervisor.ask(new Supervisor.Find<>(child), LONG);
    }

    private static String host(ActorRef<?> ref) {
        return ref.address().node().host();
    }

    @Test
    void moveToTheNextLiveNodeWhenTheirsIsDown() {
        in(town -> {
            NodeId b = town.node("b").id();
            NodeId c = town.node("c").id();
            ChildSpec<Desk.Cmd> child = desk("x", Placement.firstLive(b, c));
            ActorRef<Supervisor.Command> supervisor =
                    supervisor(town, Supervisor.oneForOne().child(child));
            ActorRef<Desk.Cmd> first = find(supervisor, child);
            assertThat(first.address().node()).isEqualTo(b);
            assertThat(first.ask(new Desk.Count())).isEqualTo(5);
            town.simulation.crash("b");
            town.run(Duration.ofSeconds(10));
            ActorRef<Desk.Cmd> second = find(supervisor, child);
            assertThat(second.address().node()).isEqualTo(c);
            assertThat(second.ask(new Desk.Count())).isEqualTo(5);
        });
    }

    @Test
    void waitForTheirOnlyNode() {
        in(town -> {
            ChildSpec<Desk.Cmd> child = desk("x", Placement.fixed(town.node("b").id()));
            ActorRef<Supervisor.Command> supervisor =
                    supervisor(town, Supervisor.oneForOne().child(child));
            NodeId before = find(supervisor, child).address().node();
            town.simulation.crash("b");
            town.run(Duration.ofSeconds(10));
            town.member("b");
            assertThat(town.exported("b", "a").ask(new Desk.Count())).isEqualTo(100);
            ActorRef<Desk.Cmd> back = find(supervisor, child);
            assertThat(host(back)).isEqualTo("b");
            assertThat(back.address().node()).isNotEqualTo(before);
            assertThat(back.ask(new Desk.Count())).isEqualTo(5);
        });
    }

    @Test
    void spreadOverAllNodes() {
        in(town -> {
            ChildSpec<Desk.Cmd> x = desk("x", Placement.spread());
            ChildSpec<Desk.Cmd> y = desk("y", Placement.spread());
            ChildSpec<Desk.Cmd> z = desk("z", Placement.spread());
            ActorRef<Supervisor.Command> supervisor =
                    supervisor(town, Supervisor.oneForOne().child(x).child(y).child(z));
            Set<String> hosts = new HashSet<>();
            hosts.add(host(find(supervisor, x)));
            hosts.add(host(find(supervisor, y)));
            hosts.add(host(find(supervisor, z)));
            assertThat(hosts).containsExactlyInAnyOrder("a", "b", "c");
        });
    }

    @Test
    void endWithTheirSupervisor() {
        in(town -> {
            ChildSpec<Desk.Cmd> child = desk("x", Placement.fixed(town.node("b").id()));
            ActorRef<Supervisor.Command> supervisor =
                    supervisor(town, Supervisor.oneForOne().child(child));
            find(supervisor, child).ask(new Desk.Count());
            town.node("a").system().stop(supervisor);
            town.until(
                    "it has ended",
                    () -> town.node("b").system().snapshot().actors().stream()
                            .noneMatch(actor -> actor.address().path().startsWith("/spawned/")));
        });
    }
}
