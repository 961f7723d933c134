package dev.parley.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Siblings by name: a hash table whose rows are lists through the cells, so that an entry costs no object.
 *
 * <p>Names may come from outside. The seed is a number that nobody outside knows, so nobody can choose names that share
 * a row.
 *
 * <p>Threading: that of its owner, who locks.
 */
final class NameIndex {
    private static final int ROWS_AT_FIRST = 8;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio: odd, and its bits are mixed

    private final long seed;
    private @Nullable Cell[] rows = new @Nullable Cell[ROWS_AT_FIRST];
    private int size;

    NameIndex(long seed) {
        this.seed = seed;
    }

    /** Enters a cell whose name no other has. */
    void add(Cell cell) {
        if (size == rows.length) {
            grow();
        }
        size++;
        link(cell);
    }

    private void link(Cell cell) {
        int row = row(cell);
        cell.sameRow = rows[row];
        rows[row] = cell;
    }

    private void grow() {
        @Nullable Cell[] before = rows;
        rows = new @Nullable Cell[before.length * 2];
        for (Cell first : before) {
            for (Cell cell = first; cell != null; ) {
                Cell next = cell.sameRow;
                link(cell);
                cell = next;
            }
        }
    }

    /** Takes a cell out that was entered. */
    @SuppressWarnings("ReferenceEquality") // this very cell
    void remove(Cell cell) {
        int row = row(cell);
        Cell before = null;
        Cell walk = rows[row];
        while (walk != null && walk != cell) {
            before = walk;
            walk = walk.sameRow;
        }
        if (before == null) {
            rows[row] = cell.sameRow;
        } else {
            before.sameRow = cell.sameRow;
        }
        cell.sameRow = null;
        size--;
    }

    /** The cell of that name, as {@link Cell#name} gives it. */
    @Nullable
    Cell find(String name) {
        long number = Unnamed.number(name);
        if (number != 0) {
            Cell found = rows[row(number)];
            while (found != null && !(found.isUnnamed() && found.incarnation() == number)) {
                found = found.sameRow;
            }
            return found;
        }
        Cell found = rows[row(name)];
        while (found != null && (found.isUnnamed() || !found.name().equals(name))) {
            found = found.sameRow;
        }
        return found;
    }

    private int row(Cell cell) {
        return cell.isUnnamed() ? row(cell.incarnation()) : row(cell.name());
    }

    private int row(long number) {
        return rowOf(mixed(seed ^ number));
    }

    private int row(String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = mixed(hash ^ name.charAt(i));
        }
        return rowOf(hash);
    }

    private static long mixed(long bits) {
        long product = bits * MULTIPLIER;
        return product ^ (product >>> 32);
    }

    private int rowOf(long hash) {
        return (int) hash & (rows.length - 1);
    }
}
