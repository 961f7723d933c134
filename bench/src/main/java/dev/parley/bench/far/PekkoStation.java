package dev.parley.bench.far;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Apache Pekko typed, by its Java API. */
final class PekkoStation implements Station {
    private final ActorSystem<Order> system;
    private final ActorRefResolver resolver;

    /** What the guardian does for the station: only an actor can spawn. */
    private interface Order extends Consumer<ActorContext<Order>> {}

    PekkoStation(String tuning) {
        system = ActorSystem.create(
                Behaviors.<Order>setup(ctx -> Behaviors.receiveMessage(order -> {
                    order.accept(ctx);
                    return Behaviors.same();
                })),
                "bench",
                PekkoWire.config(tuning));
        resolver = ActorRefResolver.get(system);
    }

    ActorSystem<?> system() {
        return system;
    }

    private <M> ActorRef<M> spawn(Behavior<M> behavior, String name) {
        CompletableFuture<ActorRef<M>> ref = new CompletableFuture<>();
        system.tell(ctx -> ref.complete(ctx.spawn(behavior, name)));
        return ref.join();
    }

    @Override
    public String export(String name, Handler<Note> handler) {
        Behavior<Note> behavior = Behaviors.receiveMessage(note -> {
            handler.on(note);
            return Behaviors.same();
        });
        return resolver.toSerializationFormat(spawn(behavior, name));
    }

    @Override
    public Post<Note> at(String address) {
        return far(address)::tell;
    }

    @Override
    public void watch(String address, Runnable told) {
        spawn(
                Behaviors.<Note>setup(ctx -> {
                    ctx.watch(far(address));
                    return Behaviors.receive(Note.class)
                            .onSignal(Terminated.class, _ -> {
                                told.run();
                                return Behaviors.same();
                            })
                            .build();
                }),
                "watcher");
    }

    private ActorRef<Note> far(String address) {
        return resolver.resolveActorRef(address);
    }

    @Override
    public void close() {
        system.terminate();
    }
}
