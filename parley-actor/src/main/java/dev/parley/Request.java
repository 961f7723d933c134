package dev.parley;

/**
 * A message of protocol {@code P} that wants an {@code R} back. The implementing class must itself be a {@code P}:
 *
 * <pre>{@code record Get() implements Cmd, Request<Cmd, Integer> {}}</pre>
 *
 * <p>A request that several protocols share goes into a sealed interface that extends them all.
 *
 * @param <P> the protocol the request belongs to
 * @param <R> the type of the reply, never null: {@link Done} where there is nothing to say
 */
public interface Request<P, R> {}
