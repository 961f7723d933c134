package dev.parley.testkit.remote;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.Terminated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An actor that watches and spawns as it is told, and remembers what it hears, in order. */
final class Ears implements Actor<Ears.Cmd> {
    sealed interface Cmd {}

    record Watch(ActorRef<?> target) implements Cmd {}

    record Unwatch(ActorRef<?> target) implements Cmd {}

    /** Spawns a desk on that node, tells it the notes 1 to {@code notes} at once, and watches it. */
    record Spawn(NodeId on, Kind<Desk.Cmd, Desk.Args> kind, int notes) implements Cmd {}

    record Crash() implements Cmd {}

    record End() implements Cmd {}

    record Heard(Terminated end) implements Cmd {}

    record Told(Desk.Cmd message) implements Cmd {}

    /** What came from elsewhere: {@link Terminated} and messages of desks. */
    final List<Object> heard = Collections.synchronizedList(new ArrayList<>());

    final List<ActorRef<Desk.Cmd>> children = Collections.synchronizedList(new ArrayList<>());

    private volatile @Nullable ActorRef<Desk.Cmd> mouth;

    /** Where desks can speak to it, once it has started. */
    ActorRef<Desk.Cmd> mouth() {
        return Objects.requireNonNull(mouth, "not started yet");
    }

    boolean hasStarted() {
        return mouth != null;
    }

    @Override
    public void onStart(ActorContext<Cmd> ctx) {
        mouth = ctx.adapter(Desk.Cmd.class, Told::new);
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Watch(ActorRef<?> target) -> ctx.watch(target, Heard::new);
            case Unwatch(ActorRef<?> target) -> ctx.unwatch(target);
            case Spawn spawn -> spawn(spawn, ctx);
            case Crash() -> throw new IllegalStateException("told to crash");
            case End() -> ctx.stop();
            case Heard(Terminated end) -> heard.add(end);
            case Told(Desk.Cmd told) -> heard.add(told);
        }
    }

    private void spawn(Spawn spawn, ActorContext<Cmd> ctx) {
        ActorRef<Desk.Cmd> child = ctx.spawnOn(spawn.on(), spawn.kind(), new Desk.Args(40));
        for (int i = 1; i <= spawn.notes(); i++) {
            child.tell(new Desk.Note(i));
        }
        ctx.watch(child, Heard::new);
        children.add(child);
    }

    /** The ends it heard of, in order. */
    List<Terminated.Reason> ends() {
        return List.copyOf(heard).stream()
                .filter(Terminated.class::isInstance)
                .map(end -> ((Terminated) end).reason())
                .toList();
    }

    long ends(ActorRef<?> of) {
        return List.copyOf(heard).stream()
                .filter(end ->
                        end instanceof Terminated terminated && terminated.ref().equals(of))
                .count();
    }
}
