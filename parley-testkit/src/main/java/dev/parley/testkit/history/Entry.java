package dev.parley.testkit.history;

/**
 * One line of a history.
 *
 * @param atNanos when, by the clock of whoever wrote it down; comparable across nodes only where they share a clock
 * @param node where: name and life of the process, such as {@code a.2} for the second process on host a
 * @param event what
 */
public record Entry(long atNanos, String node, Event event) {}
