package dev.parley.bench.workload;

import static dev.parley.bench.workload.Aim.notBelow;
import static dev.parley.bench.workload.Aim.ofBest;
import static dev.parley.bench.workload.Aim.ofDefault;
import static dev.parley.bench.workload.Aim.ofFloor;
import static dev.parley.bench.workload.Aim.within;

import java.util.List;

/**
 * What is aimed at, on two cores.
 *
 * @param atLeast all of them are to be reached
 * @param stretch what would be better still
 */
public record Aims(List<Aim> atLeast, List<Aim> stretch) {
    /** Those of a metric. */
    public static Aims of(Metric metric) {
        return switch (metric) {
            case TELL_1 -> new Aims(List.of(ofBest(2)), List.of(ofFloor(0.9)));
            case TELL_8 -> new Aims(List.of(ofBest(1.4)), List.of(ofBest(2)));
            case FAN_IN -> new Aims(List.of(ofDefault(3), ofBest(1.2)), List.of(ofBest(1.6)));
            case PING_PONG_1 -> new Aims(List.of(ofBest(3)), List.of(ofBest(6)));
            case PING_PONG_16 -> new Aims(List.of(ofBest(1)), List.of(ofBest(1.3)));
            case ASK_1 -> new Aims(List.of(ofBest(20)), List.of(ofBest(30)));
            case ASK_1_HANDLER -> new Aims(List.of(ofBest(20)), List.of(ofBest(30)));
            case ASK_64 -> new Aims(List.of(ofBest(2)), List.of(ofBest(3)));
            case FLAT -> new Aims(List.of(ofBest(10)), List.of(ofFloor(0.7)));
            case TREE -> new Aims(List.of(ofBest(1)), List.of(ofBest(1.5)));
            case IDLE_BYTES -> new Aims(List.of(within(300)), List.of(within(200)));
            case RESTARTS -> new Aims(List.of(ofBest(1)), List.of(ofBest(2)));
            case SLEEPERS_DONE -> new Aims(List.of(within(0.5)), List.of(within(0.1)));
            case SLEEPERS_SILENCE -> new Aims(List.of(within(0.1)), List.of(within(0.02)));
            case WOKEN_P50 -> new Aims(List.of(), List.of());
            case WOKEN_P99 -> new Aims(List.of(within(0.02)), List.of(within(0.005)));
            case ROUND_TRIP_1 -> new Aims(List.of(ofBest(2)), List.of());
            case ROUND_TRIP_1_P50 -> new Aims(List.of(ofFloor(1 / 2.5)), List.of(ofFloor(1 / 1.3)));
            case ROUND_TRIP_64 -> new Aims(List.of(ofBest(2.5)), List.of(ofFloor(0.3)));
            case ONE_WAY_TEXT -> new Aims(List.of(ofBest(10)), List.of(ofBest(20), ofFloor(0.4)));
            case ONE_WAY_KIB -> new Aims(List.of(ofBest(5)), List.of(ofFloor(0.3)));
            case STREAM_P99 -> new Aims(List.of(ofBest(10)), List.of());
            case STREAM_TIMES -> new Aims(List.of(), List.of(within(1.5)));
            case STREAM_RATE -> new Aims(List.of(), List.of(notBelow(1e9)));
            case KILLED -> new Aims(List.of(within(0.2)), List.of(within(0.02)));
            case HALTED -> new Aims(List.of(within(5.5)), List.of());
            case LINK_BYTES -> new Aims(List.of(within(32 << 10)), List.of(within(16 << 10)));
            case MSG_ENCODE_TIMES, MSG_DECODE_TIMES, ORDER_ENCODE_TIMES, ORDER_DECODE_TIMES ->
                new Aims(List.of(within(2)), List.of(within(1.5)));
            case MSG_ENCODE, MSG_DECODE, ORDER_ENCODE, ORDER_DECODE -> new Aims(List.of(), List.of());
            case ROUND_TRIP_1_P90,
                    ROUND_TRIP_1_P99,
                    ROUND_TRIP_1_P999,
                    ROUND_TRIP_1_MAX,
                    ROUND_TRIP_64_P50,
                    ROUND_TRIP_64_P90,
                    ROUND_TRIP_64_P99,
                    ROUND_TRIP_64_P999,
                    ROUND_TRIP_64_MAX,
                    STREAM_QUIET_P99,
                    STREAM_P50,
                    STREAM_P90,
                    STREAM_P999,
                    STREAM_MAX -> new Aims(List.of(), List.of());
        };
    }
}
