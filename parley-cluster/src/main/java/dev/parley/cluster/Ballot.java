package dev.parley.cluster;

/**
 * One claim to an epoch. A candidate may claim an epoch again that it did not get, or, where its wall clock went back,
 * that it had before a crash and has forgotten; what is still under way about the earlier claim does not count for the
 * later one.
 *
 * @param epoch whose number says which node may claim it
 * @param claim drawn at random for this claim
 */
record Ballot(long epoch, long claim) {}
