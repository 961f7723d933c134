package dev.parley.wire;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;

/**
 * A set as an array without repetition.
 *
 * @param sequenced whether the order belongs to the value; if not, elements are sorted by their bytes
 * @param comparable whether colliding hashes cannot hurt
 */
record SetCodec(ValueCodec<Object> element, boolean sequenced, boolean comparable) implements ValueCodec<Object> {

    @Override
    public Shape shape() {
        return new Shape.ListOf(element.shape());
    }

    @Override
    public void write(Object value, CborWriter out) throws WireException {
        Object[] elements = Containers.elementsOf((Collection<?>) value);
        Containers.requireFew(elements.length, comparable, out);
        out.beginArray(elements.length);
        SortedItems sorted = new SortedItems(out, elements.length);
        for (Object each : elements) {
            sorted.next();
            element.write(each, out);
        }
        if (!sequenced) {
            sorted.sort();
        }
        out.end();
    }

    @Override
    public Object read(CborReader in) throws WireException {
        int items = in.beginArray();
        Containers.chargeTable(items, comparable, in);
        LinkedHashSet<Object> elements = LinkedHashSet.newLinkedHashSet(items);
        for (int i = 0; i < items; i++) {
            if (!elements.add(element.read(in))) {
                throw in.refused(WireError.KEY_ORDER, "a set holds an element twice");
            }
        }
        in.end();
        return Collections.unmodifiableSequencedSet(elements);
    }
}
