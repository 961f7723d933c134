package dev.parley.fuzz.make;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Breaks CBOR item by item: the heads stay heads, and what they announce does not come. */
final class CborDamage {
    private static final int MAJOR_BITS = 5;
    private static final int INFO_MASK = 0x1F;
    private static final int ONE_BYTE = 24;
    private static final int EIGHT_BYTES = 27;
    private static final int MAX_ITEMS = 512;

    private CborDamage() {}

    /** One payload, broken in one or a few items. */
    static byte[] broken(RandomGenerator chance, byte[] payload, byte[] other) {
        if (chance.nextInt(3) == 0 || payload.length == 0) {
            return Damage.some(chance, payload, other);
        }
        byte[] broken = once(chance, payload, other);
        return chance.nextInt(3) == 0 && broken.length > 0 ? once(chance, broken, other) : broken;
    }

    private static byte[] once(RandomGenerator chance, byte[] payload, byte[] other) {
        int[] item = item(chance, payload);
        byte[] body = Arrays.copyOfRange(payload, item[0], item[1]);
        byte[] fresh = switch (chance.nextInt(9)) {
            case 7 -> swollen(chance);
            case 0 -> made(chance);
            case 1 -> nested(chance, body);
            case 2 -> widened(chance, body);
            case 3 -> recounted(chance, body);
            case 4 -> Arrays.copyOf(body, 0);
            case 5 -> twice(body);
            case 6 -> other.length == 0 ? body : borrowed(chance, other);
            default -> tagged(chance, body);
        };
        return Damage.spliced(payload, item[0], item[1], fresh);
    }

    /** Where one of its items begins and ends, heads of containers included; only the beginning is looked at. */
    private static int[] item(RandomGenerator chance, byte[] payload) {
        int number = chance.nextInt(Math.min(MAX_ITEMS, 1 + payload.length));
        int at = 0;
        for (int i = 0; i < number; i++) {
            int next = endOfHead(payload, at) + contents(payload, at);
            if (next >= payload.length || next <= at) {
                break;
            }
            at = next;
        }
        int end = endOfHead(payload, at) + contents(payload, at);
        return new int[] {at, Math.clamp(end, at + 1, payload.length)};
    }

    private static int endOfHead(byte[] payload, int at) {
        int info = payload[at] & INFO_MASK;
        return at + 1 + (info >= ONE_BYTE && info <= EIGHT_BYTES ? 1 << (info - ONE_BYTE) : 0);
    }

    /** Bytes of a text or byte string; a container's items are items of their own. */
    private static int contents(byte[] payload, int at) {
        int major = (payload[at] & 0xFF) >>> MAJOR_BITS;
        int info = payload[at] & INFO_MASK;
        if (major != 2 && major != 3) {
            return 0;
        }
        if (info < ONE_BYTE) {
            return info;
        }
        return info == ONE_BYTE && at + 1 < payload.length ? payload[at + 1] & 0xFF : 0;
    }

    /** An item out of the blue, mostly one that announces too much. */
    private static byte[] made(RandomGenerator chance) {
        return head(chance.nextInt(8), chance.nextInt(32), Damage.edge(chance));
    }

    /** An array of many items that are as small as they can be. */
    private static byte[] swollen(RandomGenerator chance) {
        byte[] head = head(4, ONE_BYTE + 1, 1 + chance.nextInt(2_000));
        int items = (head[1] & 0xFF) << Byte.SIZE | (head[2] & 0xFF);
        byte[] array = Arrays.copyOf(head, head.length + items);
        byte[] smallest = {(byte) 0xA0, (byte) 0x80, 0x60, 0x40, 0x00};
        Arrays.fill(array, head.length, array.length, smallest[chance.nextInt(smallest.length)]);
        return array;
    }

    private static byte[] nested(RandomGenerator chance, byte[] body) {
        int depth = chance.nextInt(4) == 0 ? 60 + chance.nextInt(2_000) : 1 + chance.nextInt(4);
        byte[] heads = new byte[depth];
        Arrays.fill(heads, (byte) (chance.nextBoolean() ? 0x81 : 0xA1));
        return Damage.spliced(body, 0, 0, heads);
    }

    /** The same number in a wider head. */
    private static byte[] widened(RandomGenerator chance, byte[] body) {
        int major = (body[0] & 0xFF) >>> MAJOR_BITS;
        int info = body[0] & INFO_MASK;
        return info >= ONE_BYTE ? body : Damage.spliced(body, 0, 1, head(major, ONE_BYTE + chance.nextInt(4), info));
    }

    private static byte[] recounted(RandomGenerator chance, byte[] body) {
        int major = (body[0] & 0xFF) >>> MAJOR_BITS;
        byte[] head = chance.nextBoolean()
                ? new byte[] {(byte) (body[0] + (chance.nextBoolean() ? 1 : -1))}
                : head(major, ONE_BYTE + chance.nextInt(4), Damage.edge(chance));
        return Damage.spliced(body, 0, 1, head);
    }

    private static byte[] twice(byte[] body) {
        return Damage.spliced(body, body.length, body.length, body);
    }

    private static byte[] borrowed(RandomGenerator chance, byte[] other) {
        int[] item = item(chance, other);
        return Arrays.copyOfRange(other, item[0], item[1]);
    }

    private static byte[] tagged(RandomGenerator chance, byte[] body) {
        return Damage.spliced(body, 0, 0, head(6, chance.nextInt(8), Damage.edge(chance)));
    }

    private static byte[] head(int major, int info, long argument) {
        int width = info >= ONE_BYTE && info <= EIGHT_BYTES ? 1 << (info - ONE_BYTE) : 0;
        byte[] head = new byte[1 + width];
        head[0] = (byte) (major << MAJOR_BITS | info);
        return Damage.withNumber(head, 1, width, argument);
    }
}
