package dev.parley.bench.codec;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Trial;
import dev.parley.wire.Codecs;
import dev.parley.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the record codec is measured on. Both sides of each run in one process, in turns. */
public enum CodecWorkload implements Trial {
    /** See {@link Msg}. */
    MSG_ENCODE(
            "msg-encode",
            "a record of a number and 32 characters to bytes",
            Metric.MSG_ENCODE,
            Metric.MSG_ENCODE_TIMES),
    /** See {@link Msg}. */
    MSG_DECODE("msg-decode", "and back", Metric.MSG_DECODE, Metric.MSG_DECODE_TIMES),
    /** See {@link Order}. */
    ORDER_ENCODE(
            "order-encode",
            "a record with a list of eight records to bytes",
            Metric.ORDER_ENCODE,
            Metric.ORDER_ENCODE_TIMES),
    /** See {@link Order}. */
    ORDER_DECODE("order-decode", "and back", Metric.ORDER_DECODE, Metric.ORDER_DECODE_TIMES);

    private final String title;
    private final String what;
    private final Metric time;
    private final Metric times;

    CodecWorkload(String title, String what, Metric time, Metric times) {
        this.title = title;
        this.what = what;
        this.time = time;
        this.times = times;
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
        return List.of(Side.PARLEY);
    }

    @Override
    public int expectedSeconds(Side side, int seconds) {
        return 1 + 2 * seconds;
    }

    @Override
    public Map<Metric, Measured> run(Side side, Plan plan) {
        Codecs codecs = Codecs.builder().build();
        codecs.register(Msg.class);
        codecs.register(Order.class);
        return switch (this) {
            case MSG_ENCODE -> encoding(codecs, Msg.SAMPLE, Msg::write).run(plan);
            case MSG_DECODE ->
                decoding(codecs, Msg.SAMPLE, Msg.write(Msg.SAMPLE), Msg::read).run(plan);
            case ORDER_ENCODE -> encoding(codecs, Order.SAMPLE, Order::write).run(plan);
            case ORDER_DECODE ->
                decoding(codecs, Order.SAMPLE, Order.write(Order.SAMPLE), Order::read)
                        .run(plan);
        };
    }

    private <T> Duel<T> encoding(Codecs codecs, T sample, Duel.Work<T> byHand) {
        byte[] right = written(codecs, sample);
        byte[] rightByHand = (byte[]) byHand.apply(sample);
        return new Duel<>(
                new Duel.Side<>(sample, value -> written(codecs, value), bytes -> Arrays.equals(right, (byte[]) bytes)),
                new Duel.Side<>(sample, byHand, bytes -> Arrays.equals(rightByHand, (byte[]) bytes)),
                time,
                times);
    }

    private Duel<byte[]> decoding(Codecs codecs, Object sample, byte[] bytesByHand, Duel.Work<byte[]> byHand) {
        Class<?> type = sample.getClass();
        return new Duel<>(
                new Duel.Side<>(written(codecs, sample), bytes -> read(codecs, type, bytes), sample::equals),
                new Duel.Side<>(bytesByHand, byHand, sample::equals),
                time,
                times);
    }

    private static byte[] written(Codecs codecs, Object value) {
        try {
            return codecs.encode(value.getClass(), value);
        } catch (WireException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static Object read(Codecs codecs, Class<?> type, byte[] bytes) {
        try {
            return codecs.decode(type, bytes);
        } catch (WireException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
