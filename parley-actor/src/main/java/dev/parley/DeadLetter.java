package dev.parley;

/**
 * A message that nobody handled.
 *
 * @param message what was sent; the remote side publishes its type's name where it could not be decoded
 * @param target to whom
 * @param reason why not
 */
public record DeadLetter(Object message, ActorAddress target, DropReason reason) {}
