package dev.parley.wire;

/**
 * The part of a record's codec that is made for its type: see {@link RecordCompiler}. Accessors and constructor are
 * called without boxes and without a look-up.
 *
 * <p>Threading: any thread; it keeps no state between calls.
 */
interface RecordBody {

    /** Writes the whole map of a record of its type; a leaf id other than 0 becomes its first entry. */
    void write(Object value, int leafId, CborWriter out) throws WireException;

    /** Reads the fields of a map whose head is behind; so many entries are left. {@code name} is for refusals. */
    Object read(CborReader in, int entries, String name) throws WireException;
}
