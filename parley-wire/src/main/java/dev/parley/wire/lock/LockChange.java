package dev.parley.wire.lock;

/** One difference between a committed lock and what the code declares. */
public sealed interface LockChange {

    /** The first line of the type that it is about, such as {@code record Shop.Order}. */
    String where();

    /** For humans, with the lines or the remedy. */
    String text();

    /**
     * Programs before and after it understand each other, as far as the note says.
     *
     * @param line the line to have in the lock, new or in place of the one with its id; of a new type all its lines
     * @param note what it is, and what to take care of
     */
    record Safe(String where, String line, String note) implements LockChange {

        @Override
        public String text() {
            return where + ": " + note + "\n" + line.stripTrailing().indent(2).stripTrailing();
        }
    }

    /**
     * Programs before and after it would misunderstand or refuse each other.
     *
     * @param why what would happen
     * @param remedy what to do instead
     */
    record Breaking(String where, String why, String remedy) implements LockChange {

        @Override
        public String text() {
            return where + ": " + why + "\n  " + remedy;
        }
    }
}
