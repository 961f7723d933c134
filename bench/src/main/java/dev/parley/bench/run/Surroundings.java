package dev.parley.bench.run;

import java.util.OptionalDouble;

/**
 * How the machine was while a workload ran.
 *
 * @param othersShare of all processor time that other processes took, 0 to 1; empty where the machine does not say
 * @param wakeNanos what it took to wake a thread up, before each process
 * @param crossingNanos what a cache line took from core to core, before and after each process
 */
record Surroundings(OptionalDouble othersShare, Spread wakeNanos, Spread crossingNanos) {}
