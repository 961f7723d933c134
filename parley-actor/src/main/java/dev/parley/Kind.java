package dev.parley;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A named, registered way to make an actor from an argument record: the only thing that another node can have spawned.
 * No class name and no code is ever read from the wire.
 *
 * @param name how the kind is called on the wire
 * @param protocol the type of the actor's messages
 * @param arguments the argument record
 * @param factory makes a fresh actor, at spawn and at each restart
 * @param rules what to do about failures of certain types, whatever the strategy of who spawns it says of others
 * @param <M> the protocol
 * @param <A> the argument record
 */
public record Kind<M, A extends Record>(
        String name,
        Type protocol,
        Class<A> arguments,
        Function<? super A, ? extends Actor<M>> factory,
        List<SupervisorStrategy.Rule> rules) {

    /** Refuses a name that could not be part of an actor path. */
    public Kind {
        rules = List.copyOf(rules);
        if (!ActorAddress.isName(name)) {
            throw new IllegalArgumentException("not a kind name: '" + name + "': use [A-Za-z0-9_.~-]{1,64}");
        }
    }

    /** A kind whose protocol is not generic. */
    public static <M, A extends Record> Kind<M, A> of(
            String name, Class<M> protocol, Class<A> arguments, Function<? super A, ? extends Actor<M>> factory) {
        return new Kind<>(name, protocol, arguments, factory, List.of());
    }

    /** A kind whose protocol has type arguments. */
    public static <M, A extends Record> Kind<M, A> of(
            String name, Protocol<M> protocol, Class<A> arguments, Function<? super A, ? extends Actor<M>> factory) {
        return new Kind<>(name, protocol.type(), arguments, factory, List.of());
    }

    /** What to do about failures of a type and its subtypes; as with catch clauses, the first that fits counts. */
    public Kind<M, A> on(Class<? extends Throwable> type, SupervisorStrategy.Directive directive) {
        List<SupervisorStrategy.Rule> more = new ArrayList<>(rules);
        more.add(new SupervisorStrategy.Rule(type, directive));
        return new Kind<>(name, protocol, arguments, factory, more);
    }
}
