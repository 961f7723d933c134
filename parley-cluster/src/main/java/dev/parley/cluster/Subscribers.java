package dev.parley.cluster;

import dev.parley.ActorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is told where a singleton is. Kept beside the {@link SingletonDriver} and not in it: a driver that starts over
 * knows nothing, and they must hear of that.
 *
 * <p>Threading: the driver's turns. Limits: one entry for each living subscriber.
 *
 * @param <M> the singleton's protocol
 */
final class Subscribers<M> {
    private final Map<ActorRef<?>, Consumer<Located<M>>> all = new LinkedHashMap<>();

    /** Whether it is a new one; who is known already is told in the new way only. */
    boolean add(ActorRef<?> who, Consumer<Located<M>> way) {
        return all.put(who, way) == null;
    }

    void remove(ActorRef<?> who) {
        all.remove(who);
    }

    void tellAll(Located<M> located, System.Logger log) {
        all.keySet().forEach(who -> tell(who, located, log));
    }

    /** Code of a subscriber that throws must not cost the others their singleton. */
    void tell(ActorRef<?> who, Located<M> located, System.Logger log) {
        @Nullable Consumer<Located<M>> way = all.get(who);
        if (way == null) {
            return;
        }
        try {
            way.accept(located);
        } catch (RuntimeException e) {
            log.log(System.Logger.Level.WARNING, who + " was not told of " + located + ": its wrap threw", e);
        }
    }
}
