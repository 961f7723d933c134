package dev.parley.cli.simulate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the process that runs some of the seeds tells the one that started it, over its stdout. */
sealed interface ShardMessage {
    /**
     * How far it is.
     *
     * @param seeds run so far
     * @param simulatedNanos virtual time of all of them together
     * @param hash of the traces of all of them, whatever their order
     */
    record Progress(long seeds, long simulatedNanos, long hash) implements ShardMessage {}

    /** The trace of one seed, to be compared with that of another process. */
    record Sample(long seed, long hash) implements ShardMessage {}

    /**
     * A seed failed.
     *
     * @param kind of the failure
     * @param plan the faults that were left after shrinking, one a line
     * @param faults how many
     * @param report for people; empty when this kind was reported before
     */
    record Found(long seed, String kind, String plan, int faults, String report) implements ShardMessage {}

    /** There are no more seeds for it. */
    record Finished() implements ShardMessage {}

    /** Writes it so that {@link #read} understands. */
    default void write(DataOutput out) throws IOException {
        switch (this) {
            case Progress(long seeds, long simulatedNanos, long hash) -> {
                out.writeByte('P');
                out.writeLong(seeds);
                out.writeLong(simulatedNanos);
                out.writeLong(hash);
            }
            case Sample(long seed, long hash) -> {
                out.writeByte('S');
                out.writeLong(seed);
                out.writeLong(hash);
            }
            case Found(long seed, String kind, String plan, int faults, String report) -> {
                out.writeByte('F');
                out.writeLong(seed);
                write(out, kind);
                write(out, plan);
                out.writeInt(faults);
                write(out, report);
            }
            case Finished() -> out.writeByte('E');
        }
    }

    /** Reads the next one. */
    static ShardMessage read(DataInput in) throws IOException {
        int type = in.readByte();
        return switch (type) {
            case 'P' -> new Progress(in.readLong(), in.readLong(), in.readLong());
            case 'S' -> new Sample(in.readLong(), in.readLong());
            case 'F' -> new Found(in.readLong(), text(in), text(in), in.readInt(), text(in));
            case 'E' -> new Finished();
            default -> throw new IOException("not a message of a shard: type " + type);
        };
    }

    private static void write(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
