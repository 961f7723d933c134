package dev.parley.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sealed type: the map of its leaf, with the leaf's id as entry 0. Nested sealed types are flattened.
 *
 * <p>Threading: any thread, once {@link #bind} was called under the registration lock.
 */
final class SealedCodec implements ValueCodec<Object> {

    /**
     * A class that a value of the sealed type can have.
     *
     * @param id its number in this root, 1 or more
     * @param names what it is called, and was
     * @param codec null if the type arguments of the root exclude it; its id stays taken
     */
    record Leaf(
            int id,
            Class<?> type,
            List<String> names,
            @Nullable LeafCodec codec) {}

    private final String name;
    private final Shape.SealedOf shape;
    private final Map<Class<?>, Leaf> byClass = new HashMap<>();
    private @Nullable Leaf[] byId = new Leaf[0];

    SealedCodec(String name) {
        this.name = name;
        this.shape = new Shape.SealedOf(name);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** Gives it its leaves; later, because a leaf may lead back to this type. */
    void bind(List<Leaf> leaves) {
        int largest = 0;
        for (Leaf leaf : leaves) {
            byClass.put(leaf.type(), leaf);
            largest = Math.max(largest, leaf.id());
        }
        byId = new Leaf[largest + 1];
        for (Leaf leaf : leaves) {
            byId[leaf.id()] = leaf;
        }
        shape.bind(shapesOf(leaves));
    }

    private static List<Shape.Entry> shapesOf(List<Leaf> leaves) {
        List<Shape.Entry> shapes = new ArrayList<>();
        for (Leaf leaf : leaves) {
            LeafCodec codec = leaf.codec();
            if (codec != null) {
                shapes.add(new Shape.Entry(leaf.id(), leaf.names(), codec.shape()));
            }
        }
        return shapes;
    }

    @Override
    public void write(Object value, CborWriter out) throws WireException {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        Leaf leaf = byClass.get(type);
        LeafCodec codec = leaf == null ? null : leaf.codec();
        if (leaf == null || codec == null) {
            throw new WireException(
                    WireError.NOT_ENCODABLE, MessageNames.nameOf(type) + " is no registered leaf of " + name);
        }
        codec.writeMap(value, leaf.id(), out);
    }

    @Override
    public Object read(CborReader in) throws WireException {
        int entries = in.beginMap();
        if (entries == 0 || in.readLong() != LeafCodec.LEAF_KEY) {
            throw in.refused(WireError.MISSING_FIELD, "entry 0, the leaf of " + name + ", is missing");
        }
        Object value = leaf(in).readEntries(in, entries - 1);
        in.end();
        return value;
    }

    private LeafCodec leaf(CborReader in) throws WireException {
        long id = in.readLong();
        Leaf leaf = id < 0 || id >= byId.length ? null : byId[(int) id];
        LeafCodec codec = leaf == null ? null : leaf.codec();
        if (codec == null) {
            throw in.refused(WireError.UNKNOWN_CHOICE, name + " has no leaf " + id + ": deploy readers first");
        }
        return codec;
    }
}
