package dev.parley.wire;

import dev.parley.wire.lock.LockedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds the leaves of a sealed type: depth first, in the order of declaration, each once, nested types flattened. */
final class SealedBinder {

    private final TypeGraph graph;
    private final Type root;
    private final Map<Class<?>, Optional<Type>> leafTypes = new LinkedHashMap<>();

    SealedBinder(TypeGraph graph, Type root) {
        this.graph = graph;
        this.root = root;
    }

    /** The leaves with their ids; the path says where the root stands, for refusals. */
    List<SealedCodec.Leaf> leaves(String path) {
        List<SealedCodec.Leaf> leaves = new ArrayList<>();
        leafTypes();
        IntUnaryOperator ids = graph.ids().of(Types.rawOf(root), LockedType.Kind.SEALED, this::declared, path);
        for (Map.Entry<Class<?>, Optional<Type>> entry : leafTypes.entrySet()) {
            Type type = entry.getValue().orElse(null);
            LeafCodec codec = type == null ? null : graph.leaf(type, root, path);
            int id = ids.applyAsInt(leaves.size());
            List<String> names = graph.ids().namesOf(Types.rawOf(root), id, MessageNames.nameOf(entry.getKey()));
            leaves.add(new SealedCodec.Leaf(id, entry.getKey(), names, codec));
        }
        if (graph.settings().byName()) {
            requireDistinctNames(leaves, path);
        }
        return leaves;
    }

    /** Packages are not part of a name, so two leaves may have one. */
    static void requireDistinctNames(List<SealedCodec.Leaf> leaves, String path) {
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        for (SealedCodec.Leaf leaf : leaves) {
            String name = leaf.names().getFirst();
            Class<?> before = byName.put(name, leaf.type());
            if (before != null) {
                throw TypeGraph.refused(
                        path,
                        "two leaves are named '" + name + "', which readable payloads go by: " + before.getName()
                                + " and " + leaf.type().getName() + "; rename one");
            }
        }
    }

    /** What the root declares, with ids in the order of declaration. */
    LockedType declared() {
        return Declarations.ofSealed(Types.rawOf(root), leafTypes().keySet());
    }

    /** The leaves with their type arguments; empty where those of the root exclude the leaf. */
    Map<Class<?>, Optional<Type>> leafTypes() {
        collect(Types.rawOf(root), root);
        return leafTypes;
    }

    private void collect(Class<?> raw, @Nullable Type type) {
        if (raw.isEnum() || !raw.isSealed()) {
            if (leafTypes.getOrDefault(raw, Optional.empty()).isEmpty()) {
                leafTypes.put(raw, Optional.ofNullable(type));
            }
            return;
        }
        for (Class<?> permitted : raw.getPermittedSubclasses()) {
            collect(permitted, type == null ? null : Types.subtype(permitted, type));
        }
    }
}
