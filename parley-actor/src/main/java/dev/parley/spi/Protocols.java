package dev.parley.spi;

import dev.parley.Request;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** What a protocol leads to that is not in the messages themselves: answers, and the protocols of refs. */
public final class Protocols {
    private Protocols() {}

    /** The request classes among the messages of a protocol, in the order of declaration. */
    public static List<Class<?>> requestsOf(Type protocol) {
        List<Class<?>> requests = new ArrayList<>();
        collect(
                protocol instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) protocol,
                requests);
        return requests;
    }

    private static void collect(Class<?> type, List<Class<?>> requests) {
        if (type.isSealed()) {
            for (Class<?> leaf : type.getPermittedSubclasses()) {
                collect(leaf, requests);
            }
        } else if (Request.class.isAssignableFrom(type)) {
            requests.add(type);
        }
    }

    /**
     * What an actor speaks to which a message has a ref of this type.
     *
     * @throws IllegalArgumentException if the type does not say it
     */
    public static Type spokenBy(Type ref) {
        if (ref instanceof ParameterizedType generic) {
            Type protocol = generic.getActualTypeArguments()[0];
            if (protocol instanceof Class<?> || protocol instanceof ParameterizedType) {
                return protocol;
            }
        }
        throw new IllegalArgumentException(
                "an ActorRef in a message must say what its actor speaks: write ActorRef<Protocol>, not " + ref);
    }
}
