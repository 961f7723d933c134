package dev.parley.wire;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/**
 * What a registry knows at one moment.
 *
 * <p>Threading: immutable once published.
 *
 * @param codecs by canonical type
 * @param protocols the messages of each registered type
 * @param messages the messages of all of them
 * @param claims which class is which type of the lock
 */
record Registered(
        Map<Type, ValueCodec<Object>> codecs,
        Map<Type, Messages> protocols,
        Messages messages,
        Map<String, Class<?>> claims) {

    /** Nothing yet. */
    static Registered nothing() {
        return new Registered(new HashMap<>(), new HashMap<>(), new Messages(), new HashMap<>());
    }
}
