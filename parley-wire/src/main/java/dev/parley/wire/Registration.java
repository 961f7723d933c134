package dev.parley.wire;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One registration from its first type to its result: all or nothing.
 *
 * <p>Threading: guarded by the registration lock of {@link Codecs}.
 */
final class Registration {

    private final TypeGraph graph;
    private final Map<Type, Messages> protocols;
    private final Messages messages;
    private @Nullable RuntimeException failure;

    Registration(Registered before, TypeGraph.Settings settings) {
        this.graph = new TypeGraph(settings, before);
        this.protocols = new HashMap<>(before.protocols());
        this.messages = before.messages().copy();
    }

    /** Adds a canonical type; its messages get names. */
    void add(Type type) {
        if (protocols.containsKey(type)) {
            return;
        }
        // In the table before the walk: an extension may lead back to this very type.
        protocols.put(type, new Messages());
        try {
            graph.codec(type, Types.text(type));
            Messages own = Messages.of(type, graph);
            protocols.put(type, own);
            messages.addAll(own);
        } catch (RuntimeException refused) { // by us, or by an extension's factory in its own way
            failure = refused;
            throw refused;
        }
    }

    /** What is known now; an extension that swallowed a failure does not save the registration. */
    Registered result() {
        if (failure != null) {
            throw failure;
        }
        return new Registered(graph.codecs(), protocols, messages, graph.ids().claims());
    }
}
