package dev.parley.fuzz.make;

import dev.parley.fuzz.Maker;
import java.util.List;
import java.util.random.RandomGenerator;

/** Payloads behind a byte that says which type is expected; some of them broken. */
public final class Payloads implements Maker {
    private final List<List<byte[]>> byType;
    private final List<byte[]> others;

    /** {@code byType}: valid payloads of each type; {@code others}: bytes to borrow from. */
    public Payloads(List<List<byte[]>> byType, List<byte[]> others) {
        this.byType = byType;
        this.others = others;
    }

    @Override
    public byte[] next(RandomGenerator chance) {
        int type = chance.nextInt(byType.size());
        byte[] valid = one(chance, byType.get(type));
        byte[] other = one(chance, others);
        byte[] payload = switch (chance.nextInt(16)) {
            case 0 -> valid;
            case 1 -> other;
            default -> CborDamage.broken(chance, valid, other);
        };
        return Damage.spliced(payload, 0, 0, new byte[] {(byte) type});
    }

    private static byte[] one(RandomGenerator chance, List<byte[]> from) {
        return from.get(chance.nextInt(from.size()));
    }
}
