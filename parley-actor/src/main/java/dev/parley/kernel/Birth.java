package dev.parley.kernel;

import dev.parley.Actor;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.spi.Place;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cell is made from.
 *
 * @param name below its parent; null for one that the system names
 * @param incarnation unlike any other of this system
 * @param factory makes the instance, at start and at each restart
 * @param strategy what to do when it fails
 * @param mailboxBound in messages
 * @param where it runs; null on the dispatcher's own threads, as nearly all do
 */
record Birth(
        @Nullable String name,
        long incarnation,
        Supplier<? extends Actor<?>> factory,
        SupervisorStrategy strategy,
        int mailboxBound,
        @Nullable Where where) {

    /** How to find a place for a cell. */
    @FunctionalInterface
    interface Where {
        Place of(Cell cell);
    }

    /** A child with a name of the system's choice. */
    static Birth unnamed(LocalSystem system, Supplier<? extends Actor<?>> factory, SpawnOption... options) {
        return of(system, null, factory, options);
    }

    /** With the options' values, the system's where there are none; the last of a kind counts. */
    static Birth of(
            LocalSystem system, @Nullable String name, Supplier<? extends Actor<?>> factory, SpawnOption... options) {
        SupervisorStrategy strategy = SupervisorStrategy.restart();
        int bound = system.config().mailboxMessages();
        @Nullable Where where = null;
        for (SpawnOption option : options) {
            switch (option) {
                case SupervisorStrategy given -> strategy = given;
                case SpawnOption.MailboxBound given -> bound = given.messages();
                case SpawnOption.OnExecutor(Executor executor) ->
                    where = cell ->
                            system.dispatcher().on(executor, cell.address().toString());
                case SpawnOption.OwnThread() ->
                    where = cell -> system.dispatcher().onThread(cell.path());
            }
        }
        return new Birth(name, system.nextIncarnation(), factory, strategy, bound, where);
    }
}
