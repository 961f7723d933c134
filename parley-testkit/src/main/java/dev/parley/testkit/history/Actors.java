package dev.parley.testkit.history;

/** What the name of an actor says: its node stands before the first slash. */
final class Actors {
    private Actors() {}

    /** The node of an actor; the whole name where there is no slash. */
    static String node(String actor) {
        int slash = actor.indexOf('/');
        return slash < 0 ? actor : actor.substring(0, slash);
    }

    /** Whether an actor lives on a node; makes no string. */
    static boolean isOn(String actor, String node) {
        int length = node.length();
        return actor.startsWith(node) && (actor.length() == length || actor.charAt(length) == '/');
    }

    /** The process of a node: {@code a} of {@code a.2}. */
    static String process(String node) {
        int dot = node.lastIndexOf('.');
        return dot < 0 ? node : node.substring(0, dot);
    }
}
