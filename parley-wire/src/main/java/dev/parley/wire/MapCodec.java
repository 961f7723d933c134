package dev.parley.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map as a CBOR map, or as an array of pairs if its keys are no plain items: other languages cannot hold such keys.
 *
 * @param form the shape it takes
 */
record MapCodec(ValueCodec<Object> key, ValueCodec<Object> value, Form form) implements ValueCodec<Object> {

    private static final int PAIR_ITEMS = 2;

    /**
     * How a map is written.
     *
     * @param sequenced whether the order belongs to the value; if not, entries are sorted by their bytes
     * @param comparable whether colliding hashes of keys cannot hurt
     * @param pairs whether it is an array of pairs
     */
    record Form(boolean sequenced, boolean comparable, boolean pairs) {}

    @Override
    public Shape shape() {
        return new Shape.MapOf(key.shape(), value.shape(), form.pairs());
    }

    @Override
    public void write(Object map, CborWriter out) throws WireException {
        Object[] entries = Containers.elementsOf(((Map<?, ?>) map).entrySet());
        Containers.requireFew(entries.length, form.comparable(), out);
        if (form.pairs()) {
            out.beginArray(entries.length);
        } else {
            out.beginMap(entries.length);
        }
        SortedItems sorted = new SortedItems(out, entries.length);
        for (Object each : entries) {
            sorted.next();
            writeEntry((Map.Entry<?, ?>) each, out);
        }
        if (!form.sequenced()) {
            sorted.sort();
        }
        out.end();
    }

    private void writeEntry(Map.Entry<?, ?> entry, CborWriter out) throws WireException {
        if (form.pairs()) {
            out.beginArray(PAIR_ITEMS);
        }
        key.write(Containers.present(entry.getKey(), "a key of a map"), out);
        value.write(Containers.present(entry.getValue(), "a value in a map"), out);
        if (form.pairs()) {
            out.end();
        }
    }

    @Override
    public Object read(CborReader in) throws WireException {
        int entries = form.pairs() ? in.beginArray() : in.beginMap();
        Containers.chargeTable(entries, form.comparable(), in);
        LinkedHashMap<Object, Object> map = LinkedHashMap.newLinkedHashMap(entries);
        for (int i = 0; i < entries; i++) {
            if (map.put(readKey(in), readValue(in)) != null) {
                throw in.refused(WireError.KEY_ORDER, "a map holds a key twice");
            }
        }
        in.end();
        return Collections.unmodifiableSequencedMap(map);
    }

    private Object readKey(CborReader in) throws WireException {
        if (form.pairs()) {
            in.beginArray(PAIR_ITEMS, "an entry of a map");
        }
        return key.read(in);
    }

    private Object readValue(CborReader in) throws WireException {
        Object read = value.read(in);
        if (form.pairs()) {
            in.end();
        }
        return read;
    }
}
