package dev.parley;

/** The reply of a request that only wants to know that it was done. */
public enum Done {
    /** The one value. */
    DONE
}
