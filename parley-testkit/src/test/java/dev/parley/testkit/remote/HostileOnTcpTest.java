package dev.parley.testkit.remote;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.tcp.TcpEnvironment;
import dev.parley.remote.transport.NodeEnvironment;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

class HostileOnTcpTest extends HostileContract {
    /** Soon enough for a test, and long enough for the correct node. */
    private static final LinkConfig LINKS = new LinkConfig(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(700),
            100_000,
            64L << 20,
            4,
            64 << 10,
            LinkConfig.Rates.defaults());

    private final Node victim = Node.start(NodeConfig.member("v", "127.0.0.1:0").withLinks(LINKS));
    private final Node correct = Node.start(NodeConfig.member("a", "127.0.0.1:0"));
    private final NodeEnvironment attacker = new TcpEnvironment();
    private final ActorRef<Desk.Cmd> desk;

    HostileOnTcpTest() {
        victim.export("desk", Desk.Cmd.class, victim.system().spawn("desk", () -> new Desk(100)));
        desk = correct.at(ActorAddress.parse("actor://" + victim.id() + "/user/desk"), Desk.Cmd.class);
    }

    @AfterEach
    void close() {
        attacker.close();
        correct.close();
        victim.close();
    }

    @Override
    Node victim() {
        return victim;
    }

    @Override
    ActorRef<Desk.Cmd> desk() {
        return desk;
    }

    @Override
    NodeEnvironment attacker() {
        return attacker;
    }

    @Override
    void until(String what, BooleanSupplier condition) {
        Patience.until(what, condition);
    }
}
