package dev.parley.protobuf;

import java.util.Arrays;

/**
 * Where the values of one field of a message are, in their order: a number for each, so that many small fields cost
 * little more memory than they came in.
 *
 * <p>Threading: owner thread only.
 */
final class Places {
    private static final int FIRST_ROOM = 2;

    private final Message message;
    private int[] offsets = new int[FIRST_ROOM];
    private int[] tags = new int[FIRST_ROOM];
    private int count;

    Places(Message message) {
        this.message = message;
    }

    void add(int offset, int tag) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            tags = Arrays.copyOf(tags, 2 * count);
        }
        offsets[count] = offset;
        tags[count] = tag;
        count++;
    }

    int count() {
        return count;
    }

    Value get(int index) {
        return Value.at(message, offsets[index], tags[index]);
    }
}
