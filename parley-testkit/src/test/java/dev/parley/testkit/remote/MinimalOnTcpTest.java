package dev.parley.testkit.remote;

import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.tcp.TcpEnvironment;
import dev.parley.remote.transport.NodeEnvironment;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

class MinimalOnTcpTest extends MinimalContract {
    private final Node member = furnished("v");
    private final Node other = furnished("a");
    private final NodeEnvironment world = new TcpEnvironment();

    private static Node furnished(String name) {
        Node node = Node.start(NodeConfig.member(name, "127.0.0.1:0"), Desk.KIND);
        node.export("desk", Desk.Cmd.class, node.system().spawn("desk", () -> new Desk(100)));
        return node;
    }

    @AfterEach
    void close() {
        world.close();
        other.close();
        member.close();
    }

    @Override
    Node member() {
        return member;
    }

    @Override
    Node other() {
        return other;
    }

    @Override
    NodeEnvironment world() {
        return world;
    }

    @Override
    void until(String what, BooleanSupplier condition) {
        Patience.until(what, condition);
    }
}
