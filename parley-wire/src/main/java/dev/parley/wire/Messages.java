package dev.parley.wire;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one protocol, or of all of them: by name for what arrives, by class for what is sent.
 *
 * <p>Threading: immutable once published; filled under the registration lock of {@link Codecs}.
 */
final class Messages {

    /**
     * One message type.
     *
     * @param name what it is sent with
     * @param alsoRead all names that it may arrive with, that one among them
     * @param codec null if protocols bind its type arguments differently, so that only one of them can tell
     */
    record Message(
            String name,
            List<String> alsoRead,
            Class<?> type,
            Type full,
            @Nullable LeafCodec codec) {

        Message withoutCodec() {
            return new Message(name, alsoRead, type, full, null);
        }
    }

    private final Map<String, Message> byName = new HashMap<>();
    private final Map<Class<?>, Message> byClass = new HashMap<>();

    /** The messages of a protocol: the leaves of a sealed type, or the record or enum itself; none of anything else. */
    static Messages of(Type protocol, TypeGraph graph) {
        Messages messages = new Messages();
        for (Type leaf : leavesOf(protocol, graph)) {
            Class<?> raw = Types.rawOf(leaf);
            messages.add(new Message(
                    MessageNames.nameOf(raw),
                    graph.ids().namesOf(raw),
                    raw,
                    leaf,
                    graph.leaf(leaf, protocol, Types.text(protocol))));
        }
        return messages;
    }

    Messages copy() {
        Messages copy = new Messages();
        copy.byName.putAll(byName);
        copy.byClass.putAll(byClass);
        return copy;
    }

    /** Adds the messages of a further protocol. */
    void addAll(Messages others) {
        others.byClass.values().forEach(this::add);
    }

    @Nullable
    Message byName(String name) {
        return byName.get(name);
    }

    @Nullable
    Message byClass(Class<?> type) {
        return byClass.get(type);
    }

    private void add(Message message) {
        Message before = byName.get(message.name());
        if (before != null && before.type() != message.type()) {
            throw new IllegalArgumentException("two message types are named '" + message.name() + "' on the wire: "
                    + before.type().getName() + " and " + message.type().getName()
                    + "; rename one, or nest it in its protocol");
        }
        // once it is, it stays so, also if a further protocol binds it like the last one
        boolean ambiguous =
                before != null && (before.codec() == null || !before.full().equals(message.full()));
        Message kept = ambiguous ? message.withoutCodec() : message;
        kept.alsoRead().forEach(name -> byName.put(name, kept));
        byClass.put(message.type(), kept);
    }

    private static List<Type> leavesOf(Type protocol, TypeGraph graph) {
        Class<?> raw = Types.rawOf(protocol);
        if (graph.isExtension(raw)) {
            return List.of();
        }
        if (raw.isEnum() || raw.isRecord()) {
            return List.of(protocol);
        }
        List<Type> leaves = new ArrayList<>();
        if (raw.isSealed()) {
            new SealedBinder(graph, protocol).leafTypes().values().forEach(leaf -> leaf.ifPresent(leaves::add));
        }
        return leaves;
    }
}
