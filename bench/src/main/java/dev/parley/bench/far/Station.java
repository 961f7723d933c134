package dev.parley.bench.far;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import dev.parley.bench.side.Side;
import dev.parley.remote.LinkConfig;

/**
 * One of the two processes, with actors that the other one can reach. Each side says it in its own idiom; the handlers
 * are the same code.
 *
 * <p>Threading: any thread that is not an actor's.
 */
interface Station extends AutoCloseable {
    /** Of {@link Side#PARLEY_LANES}. */
    int LANES = 8;

    /** Starts it on a free port of the loopback interface. */
    static Station open(Side side) {
        return switch (side) {
            case PARLEY -> new ParleyStation();
            case PARLEY_LANES -> new ParleyStation(LinkConfig.defaults().withLanes(LANES));
            case PEKKO -> new PekkoStation(PekkoWire.AS_IT_COMES);
            case PEKKO_FORK_JOIN -> new PekkoStation(PekkoWire.FORK_JOIN);
            case PEKKO_FIXED -> new PekkoStation(PekkoWire.FIXED);
            case RAW -> new RawStation();
            case PEKKO_AFFINITY, PEKKO_BLOCKING, PEKKO_VIRTUAL, PEKKO_HASTY, FLOOR ->
                throw new UnsupportedOperationException(side.title() + " has no actors for two processes");
        };
    }

    /** One whose peer's death is noticed; {@code first}: the other one meets it. */
    static Station openVigilant(Side side, boolean first) {
        return switch (side) {
            case PEKKO -> new PekkoClusterStation(PekkoWire.CLUSTER, first);
            case PEKKO_HASTY -> new PekkoClusterStation(PekkoWire.HASTY_CLUSTER, first);
            default -> open(side);
        };
    }

    /** Starts an actor of that name; its address, a word without blanks. */
    String export(String name, Handler<Note> handler);

    /** The way to an actor of the other process. */
    Post<Note> at(String address);

    /** Has itself told when an actor of the other process is no more. */
    void watch(String address, Runnable told);

    /** The far process gets to know the near one, by one of its actors, before anything else. */
    default void meet(String address) throws InterruptedException {}

    @Override
    void close();
}
