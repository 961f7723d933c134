package dev.parley.wire;

import java.util.Arrays;

/**
 * A growing byte array, written big-endian.
 *
 * <p>Threading: owner thread only.
 */
final class ByteSink {

    private static final int INITIAL_BYTES = 256;
    private static final byte[] NO_BYTES = {};

    /** From this size on it costs less to hand an array on than to copy it. */
    private static final int LARGE_BYTES = 1 << 15;

    private byte[] array;
    private int size;
    private byte[] tail = NO_BYTES;

    ByteSink() {
        this(INITIAL_BYTES);
    }

    /** With room for so many bytes before it grows. */
    ByteSink(int initialBytes) {
        array = new byte[initialBytes];
    }

    int size() {
        return size;
    }

    /** Forgets everything and keeps the array. */
    void clear() {
        size = 0;
        tail = NO_BYTES;
    }

    /** Forgets everything from this position on. */
    void truncate(int newSize) {
        size = newSize;
    }

    /**
     * Puts bytes at the end that nobody changes any more: many of them are not copied but stand behind all others as
     * the {@link #tail}, until something is put behind them.
     */
    void last(byte[] from) {
        if (from.length < LARGE_BYTES) {
            bytes(from);
        } else {
            join();
            array = Arrays.copyOf(array, size); // without room, so that whatever comes next joins
            tail = from;
        }
    }

    /** What stands behind the bytes that were copied; empty if there is nothing. */
    byte[] tail() {
        return tail;
    }

    /** Copies the tail, so that all bytes are in one array. */
    void join() {
        byte[] last = tail;
        tail = NO_BYTES;
        bytes(last);
    }

    /** The array behind, valid up to {@link #size}, until the next write. */
    byte[] array() {
        return array;
    }

    /** The same with room for so many more bytes. */
    byte[] array(int more) {
        ensure(more);
        return array;
    }

    byte[] toByteArray() {
        join();
        return Arrays.copyOf(array, size);
    }

    /** All bytes; the sink must not be written to any more. */
    WireBytes toBytes() {
        return WireBytes.of(size == array.length ? array : Arrays.copyOf(array, size), tail);
    }

    ByteSink u8(int value) {
        ensure(1);
        array[size++] = (byte) value;
        return this;
    }

    ByteSink u16(int value) {
        ensure(Short.BYTES);
        BigEndian.putShort(array, size, (short) value);
        size += Short.BYTES;
        return this;
    }

    ByteSink u32(int value) {
        ensure(Integer.BYTES);
        BigEndian.putInt(array, size, value);
        size += Integer.BYTES;
        return this;
    }

    ByteSink u64(long value) {
        ensure(Long.BYTES);
        BigEndian.putLong(array, size, value);
        size += Long.BYTES;
        return this;
    }

    ByteSink bytes(byte[] from) {
        return bytes(from, 0, from.length);
    }

    ByteSink bytes(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, array, size, length);
        size += length;
        return this;
    }

    /** The characters of a text that is known to be ASCII, a byte each. */
    @SuppressWarnings(
            "deprecation") // it drops the high byte of each character, of which there is none, and copies once
    ByteSink ascii(String text) {
        int length = text.length();
        ensure(length);
        text.getBytes(0, length, array, size);
        size += length;
        return this;
    }

    /** Overwrites what was written at a position earlier. */
    void patchU32(int position, int value) {
        BigEndian.putInt(array, position, value);
    }

    private void ensure(int more) {
        if (more > array.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        join();
        int needed = Math.addExact(size, more);
        if (needed <= array.length) {
            return;
        }
        long doubled = Math.min(2L * array.length, Integer.MAX_VALUE - Long.BYTES);
        array = Arrays.copyOf(array, (int) Math.max(doubled, needed));
    }
}
