package dev.parley.kernel;

/**
 * What a look from outside sees of a turn: two looks that see the same saw the same turn. Each hook of a thread has a
 * number there, and between two messages of one cell an envelope is taken.
 *
 * @param threadId on which thread
 * @param hooks how many hooks this thread had begun
 * @param taken how many envelopes the cell had taken, from its queue or back from its stash
 */
record Sight(long threadId, long hooks, long taken) {}
