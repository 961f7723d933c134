package dev.parley.bench.codec;

import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.WrongCount;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * The codec and the code by hand, batch by batch in turns, in processor time of the thread: figures of one JVM alone
 * can be compared, because the code by hand moves by a factor of two between JVMs.
 *
 * <p>Threading: one thread.
 *
 * @param ours the codec
 * @param byHand the code that was written for this type
 * @param time what is measured of the codec, in seconds
 * @param times the same as a multiple of the code by hand
 * @param <T> what goes in: a record, or its bytes
 */
record Duel<T>(Side<T> ours, Side<T> byHand, Metric time, Metric times) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 20_000;
    private static final double NANOS = 1e-9;

    /** One operation. */
    interface Work<T> {
        Object apply(T input);
    }

    /**
     * One side.
     *
     * @param input what it works on
     * @param isRight whether that came out which should
     */
    record Side<T>(T input, Work<T> work, Predicate<Object> isRight) {}

    /** Warms up, then measures. */
    Map<Metric, Measured> run(Plan plan) {
        List<Double> ourNanos = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        turns(plan.warmNanos(), ourNanos, ratios);
        ourNanos.clear();
        ratios.clear();
        turns(plan.measureNanos(), ourNanos, ratios);
        double nanos = median(ourNanos);
        Map<Metric, Measured> figures = new EnumMap<>(Metric.class);
        figures.put(time, new Measured(nanos * NANOS, OptionalDouble.of(nanos)));
        figures.put(times, Measured.of(median(ratios)));
        return figures;
    }

    /** Turns until both together have had so much processor time; two at least. */
    private void turns(long nanos, List<Double> ourNanos, List<Double> ratios) {
        long begin = THREADS.getCurrentThreadCpuTime();
        while (ratios.size() < 2 || THREADS.getCurrentThreadCpuTime() - begin < nanos) {
            double our = batch(ours);
            double hand = batch(byHand);
            ourNanos.add(our);
            ratios.add(our / hand);
        }
    }

    /** Nanoseconds of one operation. */
    private double batch(Side<T> side) {
        Work<T> work = side.work();
        T input = side.input();
        long begin = THREADS.getCurrentThreadCpuTime();
        Object last = work.apply(input);
        for (int i = 1; i < BATCH; i++) {
            Object next = work.apply(input);
            if (next.getClass() != last.getClass()) { // and so nothing can be left out
                throw new WrongCount(time.title() + ": " + next + " after " + last);
            }
            last = next;
        }
        double nanos = (double) (THREADS.getCurrentThreadCpuTime() - begin) / BATCH;
        if (!side.isRight().test(last)) {
            throw new WrongCount(time.title() + " gives " + last);
        }
        return nanos;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
