package dev.parley.spi;

import dev.parley.Actor;
import dev.parley.SupervisorStrategy;
import java.util.function.Supplier;

/**
 * An actor that another node asked for.
 *
 * @param path {@code <id>/<name>}, below {@code /spawned}
 * @param incarnation chosen by the requester
 * @param factory makes the actor
 * @param strategy the requester's; {@code ESCALATE} is carried out as {@code STOP}
 * @param <M> the protocol
 */
public record RemoteChild<M>(
        String path, long incarnation, Supplier<? extends Actor<M>> factory, SupervisorStrategy strategy) {}
