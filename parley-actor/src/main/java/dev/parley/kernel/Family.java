package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.RemoteSpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.RemoteBridge;
import dev.parley.spi.StopsInOrder;
import dev.parley.spi.Watcher;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The actors below one cell: children here, children on other nodes, adapters.
 *
 * <p>Threading: changed by the thread that runs the cell, looked up by any.
 *
 * <p>Limits: 64 adapters.
 */
final class Family {
    private static final int MAX_ADAPTERS = 64;

    /** With '~' and the longest number that is a legal name. */
    private static final int SHOWN_KIND_CHARS = 43;

    private final Cell cell;
    private final Children children;
    private @Nullable StopOrder stopping;
    private volatile @Nullable ConcurrentHashMap<String, Adapter<?>> adapters; // made when it is first needed

    Family(Cell cell) {
        this.cell = cell;
        this.children = new Children(cell.system().nameSeed());
    }

    Children children() {
        return children;
    }

    /** Whoever has that name below this cell. */
    @Nullable
    MessageRef<?> named(String name) {
        MessageRef<?> child = children.named(name);
        return child != null ? child : adapterNamed(name);
    }

    private @Nullable Adapter<?> adapterNamed(String name) {
        ConcurrentHashMap<String, Adapter<?>> known = adapters;
        return known == null ? null : known.get(name);
    }

    <C> ActorRef<C> spawn(Birth birth) {
        checkRunning();
        Cell child = Cell.of(cell.system(), cell, birth);
        return cell.system().enter(children, child);
    }

    <C, A extends Record> ActorRef<C> spawnOn(NodeId node, Kind<C, A> kind, A arguments, RemoteSpawnOption... options) {
        SupervisorStrategy strategy = SupervisorStrategy.restart();
        for (RemoteSpawnOption option : options) {
            strategy = switch (option) {
                case SupervisorStrategy given -> given;
            };
        }
        if (!strategy.rules().isEmpty()) {
            throw new IllegalArgumentException("decisions by exception type do not travel: give them to the kind '"
                    + kind.name() + "' with Kind.on");
        }
        if (cell.system().bridge().hosts(node)) {
            String shown = kind.name().substring(0, Math.min(kind.name().length(), SHOWN_KIND_CHARS));
            String name = shown + "~" + Long.toUnsignedString(cell.system().nextIncarnation());
            return spawn(Birth.of(
                    cell.system(), name, () -> kind.factory().apply(arguments), strategy.withRules(kind.rules())));
        }
        checkRunning();
        MessageRef<C> child =
                cell.system().bridge().spawnOn(node, new RemoteBridge.Spawn<>(kind, arguments, cell, strategy));
        children.addElsewhere(child);
        child.watch(new EndOfChild(cell));
        return child;
    }

    private void checkRunning() {
        if (!cell.life().takesMessages()) {
            throw new IllegalStateException(cell.address()
                    + " is stopping or restarting and spawns no children: spawn in onStart or onMessage");
        }
    }

    @SuppressWarnings("unchecked") // an adapter is kept under the class of its own protocol
    <X> ActorRef<X> adapter(Class<X> protocol, Function<? super X, ?> wrap) {
        Adapter<?> known = adapterNamed(Adapter.name(protocol));
        if (known == null) {
            return enter(new Adapter<>(cell, protocol, wrap));
        }
        if (known.protocol() != protocol) {
            throw new IllegalArgumentException(
                    "this actor has an adapter for " + known.protocol().getName() + ", which"
                            + " has the same simple name as " + protocol.getName() + ": rename one of them");
        }
        known.replace(wrap);
        return (Adapter<X>) known;
    }

    private <X> Adapter<X> enter(Adapter<X> adapter) {
        ConcurrentHashMap<String, Adapter<?>> known = adapters;
        if (known == null) {
            known = new ConcurrentHashMap<>(2);
            adapters = known;
        }
        if (known.size() >= MAX_ADAPTERS) {
            throw new IllegalStateException("this actor has " + MAX_ADAPTERS
                    + " adapters, which is the limit: give other" + " protocols a child of their own");
        }
        known.put(Adapter.name(adapter.protocol()), adapter);
        return adapter;
    }

    /** Stops a child; one that has ended already needs no stop. */
    void stop(MessageRef<?> child) {
        if (child instanceof Adapter<?>
                || (child instanceof LocalRef<?> local
                        && !cell.equals(local.cell().parent()))) {
            throw new IllegalArgumentException(child + " is no child of " + cell.address()
                    + ": an actor stops itself and" + " its children only; tell it to stop instead");
        }
        if (child instanceof LocalRef<?> || children.isElsewhere(child)) {
            child.stop();
        }
    }

    void stopAll() {
        for (MessageRef<?> child : children.all()) {
            child.stop();
            waitFor(child);
        }
    }

    /** Stops the children one after the other, the last in the actor's own order first, unless that is under way. */
    void stopInOrder(StopsInOrder order) {
        if (stopping != null) {
            return;
        }
        List<MessageRef<?>> all = children.all();
        stopping = new StopOrder(cell, order, all);
        stopping.next();
        all.forEach(Family::waitFor);
    }

    /** The last child that was waited for has ended: the next instance will have children of its own. */
    void allEnded() {
        children.hearEnds(false);
        stopping = null;
    }

    private static void waitFor(MessageRef<?> child) {
        if (child instanceof LocalRef<?> local) {
            local.cell().parentWaits();
        }
    }

    /** The child whose turn it is to stop takes longer than it may. */
    void late(MessageRef<?> child) {
        if (stopping != null) {
            stopping.late(child);
        }
    }

    void ended(MessageRef<?> child) {
        children.remove(child);
        if (stopping != null) {
            stopping.ended(child);
        }
    }

    /** Hears of the end of a child on another node, as a cell hears of its own children's. */
    private record EndOfChild(Cell parent) implements Watcher {
        @Override
        public void terminated(MessageRef<?> child, Terminated.Reason reason) {
            parent.childEnded(child, null);
        }

        @Override
        public ActorAddress address() {
            ActorAddress own = parent.address();
            return new ActorAddress(own.node(), own.path() + "/~children", own.incarnation());
        }
    }
}
