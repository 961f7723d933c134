package dev.parley.bench.far;

import static dev.parley.bench.side.Side.PARLEY;
import static dev.parley.bench.side.Side.PARLEY_LANES;
import static dev.parley.bench.side.Side.PEKKO;
import static dev.parley.bench.side.Side.PEKKO_FIXED;
import static dev.parley.bench.side.Side.PEKKO_FORK_JOIN;
import static dev.parley.bench.side.Side.PEKKO_HASTY;
import static dev.parley.bench.side.Side.RAW;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be run between two processes, by which sides, in the order of a round. */
public enum FarWorkload implements Trial {
    /** See {@link RoundTripDrill}. */
    ROUND_TRIP_1("round-trip-1", "two actors, one ball"),
    /** See {@link RoundTripDrill}. */
    ROUND_TRIP_64("round-trip-64", "64 pairs over one link, one ball each"),
    /** See {@link OneWayDrill}. */
    ONE_WAY("one-way", "one actor sends another a number and 32 characters"),
    /** See {@link OneWayDrill}. */
    ONE_WAY_KIB("one-way-1k", "one actor sends another a number and 1 KiB"),
    /** See {@link StreamDrill}. */
    STREAM("stream", "two actors and one ball beside a stream of messages of 1 MiB"),
    /** See {@link DeathDrill}. */
    KILLED("killed", "from kill -9 of the peer until a watcher is told"),
    /** See {@link DeathDrill}. */
    HALTED("halted", "from SIGSTOP of the peer until a watcher is told"),
    /** See {@link LinksDrill}. */
    LINKS("links", "memory of a node for each of 1,000 nodes that it has an idle link with");

    private static final Latencies.Names OF_1 = new Latencies.Names(
            Metric.ROUND_TRIP_1_P50,
            Metric.ROUND_TRIP_1_P90,
            Metric.ROUND_TRIP_1_P99,
            Metric.ROUND_TRIP_1_P999,
            Metric.ROUND_TRIP_1_MAX);
    private static final Latencies.Names OF_64 = new Latencies.Names(
            Metric.ROUND_TRIP_64_P50,
            Metric.ROUND_TRIP_64_P90,
            Metric.ROUND_TRIP_64_P99,
            Metric.ROUND_TRIP_64_P999,
            Metric.ROUND_TRIP_64_MAX);

    private static final int PAIRS = 64;

    private final String title;
    private final String what;

    FarWorkload(String title, String what) {
        this.title = title;
        this.what = what;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public List<Side> sides() {
        return switch (this) {
            case ROUND_TRIP_1, ONE_WAY, ONE_WAY_KIB -> List.of(PARLEY, PEKKO, PEKKO_FORK_JOIN, PEKKO_FIXED, RAW);
            case ROUND_TRIP_64, STREAM -> List.of(PARLEY, PARLEY_LANES, PEKKO, PEKKO_FORK_JOIN, PEKKO_FIXED, RAW);
            case KILLED -> List.of(PARLEY, PEKKO, PEKKO_HASTY, RAW);
            case HALTED -> List.of(PARLEY, PEKKO, PEKKO_HASTY);
            case LINKS -> List.of(PARLEY);
        };
    }

    @Override
    public int expectedSeconds(Side side, int seconds) {
        int processes = side.isPeer() ? 4 : 2;
        return switch (this) {
            case ROUND_TRIP_1, ROUND_TRIP_64, ONE_WAY, ONE_WAY_KIB -> processes + 2 * seconds;
            case STREAM -> processes + 4 * seconds;
            case KILLED -> processes + seconds + (side == PEKKO ? 30 : 3);
            case HALTED -> processes + seconds + (side == PEKKO ? 30 : 6);
            case LINKS -> processes + seconds + 10;
        };
    }

    @Override
    public Map<Metric, Measured> run(Side side, Plan plan) throws InterruptedException {
        try (FarProcess far = FarProcess.start(this, side)) {
            return near(side).run(far, plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NearHalf near(Side side) {
        return switch (this) {
            case ROUND_TRIP_1 -> new RoundTripDrill(side, 1, Metric.ROUND_TRIP_1, OF_1);
            case ROUND_TRIP_64 -> new RoundTripDrill(side, PAIRS, Metric.ROUND_TRIP_64, OF_64);
            case ONE_WAY -> new OneWayDrill(side, Metric.ONE_WAY_TEXT, OneWayDrill.Load.TEXT);
            case ONE_WAY_KIB -> new OneWayDrill(side, Metric.ONE_WAY_KIB, OneWayDrill.Load.BYTES);
            case STREAM -> new StreamDrill(side);
            case KILLED -> new DeathDrill(side, Metric.KILLED, DeathDrill.Signal.KILL);
            case HALTED -> new DeathDrill(side, Metric.HALTED, DeathDrill.Signal.STOP);
            case LINKS -> new LinksDrill();
        };
    }

    /** What the other process does. */
    FarHalf far(Side side) {
        return switch (this) {
            case ROUND_TRIP_1, ROUND_TRIP_64 -> RoundTripDrill.far(side);
            case ONE_WAY -> OneWayDrill.far(side, OneWayDrill.Load.TEXT);
            case ONE_WAY_KIB -> OneWayDrill.far(side, OneWayDrill.Load.BYTES);
            case STREAM -> StreamDrill.far(side);
            case KILLED, HALTED -> DeathDrill.far(side);
            case LINKS -> LinksDrill.far();
        };
    }

    /** The one with that title. */
    static Optional<FarWorkload> titled(String title) {
        return Arrays.stream(values())
                .filter(workload -> workload.title.equals(title))
                .findFirst();
    }
}
