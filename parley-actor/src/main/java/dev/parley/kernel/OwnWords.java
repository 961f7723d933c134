package dev.parley.kernel;

import dev.parley.DropReason;

/**
 * What an actor that waits for the silence of others says to itself: it does not break that silence.
 *
 * @param message the user's own
 */
record OwnWords(Object message) implements News {
    @Override
    public Object open() {
        return message;
    }

    @Override
    public Object original() {
        return message;
    }

    @Override
    public boolean isTold() {
        return true;
    }

    @Override
    public DropReason lossWhenStopped() {
        return DropReason.STOPPING;
    }
}
