package dev.parley.wire;

/** The names of messages on the wire: how the class is nested, without its package ({@code ChatRoom.Say}). */
final class MessageNames {

    private MessageNames() {}

    static String nameOf(Class<?> type) {
        if (type.isArray()) {
            return nameOf(type.getComponentType()) + "[]";
        }
        String full = type.getName();
        return full.substring(full.lastIndexOf('.') + 1).replace('$', '.');
    }
}
