package dev.parley;

/**
 * The right to answer one request later. Single-shot, for any thread, and may travel in messages. A second answer is a
 * counted drop ({@link DropReason#ALREADY_ANSWERED}).
 *
 * @param <R> the type of the reply
 */
public interface ReplyTo<R> {
    /** Answers. */
    void reply(R value);

    /** Refuses with a reason; the asker gets {@link Failure.Rejected}. */
    void reject(String why);
}
