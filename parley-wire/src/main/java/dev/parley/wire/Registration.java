package dev.parley.wire;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/**
 * One registration from its first type to its result: all or nothing.
 *
 * <p>Threading: guarded by the registration lock of {@link Codecs}.
 */
final class Registration {

    private final TypeGraph graph;
    private final Map<Type, Messages> protocols;
    private final Messages messages;

    Registration(Registered before, TypeGraph.Settings settings) {
        this.graph = new TypeGraph(settings, before.codecs());
        this.protocols = new HashMap<>(before.protocols());
        this.messages = before.messages().copy();
    }

    /** Adds a canonical type; its messages get names. */
    void add(Type type) {
        if (protocols.containsKey(type)) {
            return;
        }
        // In the table before the walk, so that a type which leads back to itself through an extension is not walked
        // again.
        protocols.put(type, new Messages());
        graph.codec(type, Types.text(type));
        Messages own = Messages.of(type, graph);
        protocols.put(type, own);
        messages.addAll(own);
    }

    Registered result() {
        return new Registered(graph.codecs(), protocols, messages);
    }
}
