package dev.parley.wire.lock;

import dev.parley.wire.lock.LockedType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A valid lock that a seed decides. */
final class RandomLock {

    private static final List<String> SCALARS =
            List.of("long", "int", "string", "uuid", "decimal", "Shop.Item", "T", "?");

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final Random random;
    private int names;

    RandomLock(Random random) {
        this.random = random;
    }

    ProtocolLock lock() {
        List<LockedType> types = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            types.add(type());
        }
        return new ProtocolLock(types);
    }

    private LockedType type() {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        List<LockedId> ids = new ArrayList<>();
        int id = kind.firstId() + random.nextInt(3);
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            ids.add(random.nextInt(ids.size() + 1), id(kind, id));
            id += 1 + random.nextInt(4) * random.nextInt(4);
        }
        return new LockedType(kind, name(), formers(), ids);
    }

    private LockedId id(Kind kind, int id) {
        String type = kind == Kind.RECORD ? LockedId.type(type(0), random.nextBoolean()) : "";
        return new LockedId(id, random.nextInt(4) == 0, name(), type, formers());
    }

    private String type(int depth) {
        int choice = depth == 3 ? 0 : random.nextInt(6);
        return switch (choice) {
            case 1 -> "list<" + type(depth + 1) + ">";
            case 2 -> "map<" + type(depth + 1) + "," + type(depth + 1) + ">";
            case 3 -> "Pair<" + type(depth + 1) + "," + type(depth + 1) + ">";
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    private List<String> formers() {
        List<String> formers = new ArrayList<>();
        while (random.nextInt(4) == 0) {
            formers.add(name());
        }
        return formers;
    }

    /** Never the same twice, and now and then a word of the text itself. */
    private String name() {
        int number = names++;
        return switch (number) {
            case 3 -> "was";
            case 5 -> "record";
            default -> random.nextBoolean() ? "name" + number : "Große.Straße$" + number;
        };
    }
}
