package dev.parley;

/**
 * One actor, seen from outside while it runs; the numbers are each right but not all of one moment.
 *
 * @param address who
 * @param queued messages in its mailbox
 * @param stashed messages put aside
 * @param handled messages that its handler returned from
 * @param restarts since its spawn
 */
public record ActorSnapshot(ActorAddress address, int queued, int stashed, long handled, long restarts) {}
