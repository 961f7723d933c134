package dev.parley.wire;

import java.time.Duration;
import java.time.Instant;

/** Points and spans of time as {@code [seconds, nanos]}; the standard tags would cost five bytes more. */
final class TimeCodecs {

    private static final int ITEMS = 2;
    private static final int MAX_NANOS = 999_999_999;

    private TimeCodecs() {}

    static void writeInstant(Instant value, CborWriter out) throws WireException {
        write(value.getEpochSecond(), value.getNano(), out);
    }

    static Instant readInstant(CborReader in) throws WireException {
        begin(in, "an Instant");
        long seconds = in.readLong(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond(), "seconds of an Instant");
        return Instant.ofEpochSecond(seconds, nanos(in));
    }

    static void writeDuration(Duration value, CborWriter out) throws WireException {
        write(value.getSeconds(), value.getNano(), out);
    }

    static Duration readDuration(CborReader in) throws WireException {
        begin(in, "a Duration");
        long seconds = in.readLong();
        return Duration.ofSeconds(seconds, nanos(in));
    }

    private static void write(long seconds, int nanos, CborWriter out) throws WireException {
        out.beginArray(ITEMS);
        out.writeLong(seconds);
        out.writeLong(nanos);
        out.end();
    }

    private static void begin(CborReader in, String what) throws WireException {
        in.charge(HeapEstimate.TIME_BYTES);
        in.beginArray(ITEMS, what);
    }

    /** The second and last item. */
    private static long nanos(CborReader in) throws WireException {
        long nanos = in.readLong(0, MAX_NANOS, "nanos");
        in.end();
        return nanos;
    }
}
