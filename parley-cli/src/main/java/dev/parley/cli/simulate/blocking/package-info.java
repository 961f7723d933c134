/** Actors whose handlers block: in requests, locks, queues, semaphores and sleeps. */
@NullMarked
package dev.parley.cli.simulate.blocking;

import org.jspecify.annotations.NullMarked;
