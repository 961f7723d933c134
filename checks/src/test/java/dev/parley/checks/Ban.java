package dev.parley.checks;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One way to reach the machine past the environment, and what to use instead. A simulation of a node repeats only when
 * nothing below the API takes such a way.
 */
record Ban(String instead, Predicate<Call> matches) {

    /** A method as a class file names it; owner with dots, descriptor as in the class file. */
    record Call(String owner, String name, String descriptor) {
        @Override
        public String toString() {
            return owner + "." + name + descriptor;
        }
    }

    private static final String CLOCK = "environment.clock()";
    private static final String TIMERS = "environment.timers(), which enqueue on the dispatcher";
    private static final String DISPATCHER = "environment.dispatcher()";
    private static final String ENTROPY = "environment.entropy()";
    private static final String TRANSPORT = "environment.transport()";
    private static final String STORAGE = "environment.storage()";
    private static final String ORDERED =
            "a list, TreeMap or LinkedHashMap: this one iterates in another order each run";
    private static final String PAYLOADS = "the record codec; Java serialization never";

    /** Those that take their time in nanoseconds or as a date. */
    private static final Set<String> TIMED_WAITS = Set.of("awaitNanos", "awaitUntil");

    /** DESIGN section 8, with the sources of hidden nondeterminism that were measured. */
    static final List<Ban> ALL = List.of(
            method("java.lang.System", CLOCK, "nanoTime", "currentTimeMillis"),
            new Ban(
                    CLOCK,
                    call -> call.owner().startsWith("java.time.") && call.name().equals("now")),
            new Ban(
                    CLOCK,
                    call -> Set.of("java.time.Clock", "java.time.InstantSource").contains(call.owner())
                            && call.name().startsWith("system")),
            new Ban(
                    CLOCK,
                    call -> call.owner().equals("java.util.Date")
                            && call.name().equals("<init>")
                            && call.descriptor().equals("()V")),
            method("java.util.Calendar", CLOCK, "getInstance"),
            method("java.lang.Thread", TIMERS, "sleep", "join"),
            method("java.util.concurrent.TimeUnit", TIMERS, "sleep", "timedWait", "timedJoin"),
            method("java.util.concurrent.locks.LockSupport", TIMERS, "parkNanos", "parkUntil"),
            new Ban(
                    TIMERS,
                    call -> call.name().equals("wait")
                            && Set.of("()V", "(J)V", "(JI)V").contains(call.descriptor())),
            new Ban(TIMERS, Ban::isTimedWait),
            method("java.util.Timer", TIMERS, "<init>"),
            method(
                    "java.util.concurrent.CompletableFuture",
                    TIMERS,
                    "orTimeout",
                    "completeOnTimeout",
                    "delayedExecutor"),
            method(
                    "java.lang.Thread",
                    DISPATCHER,
                    "<init>",
                    "start",
                    "startVirtualThread",
                    "ofVirtual",
                    "ofPlatform",
                    "yield"),
            method("java.lang.Runtime", DISPATCHER, "addShutdownHook"),
            method("java.lang.ref.Cleaner", DISPATCHER, "create"),
            any("java.util.concurrent.Executors", DISPATCHER),
            method("java.util.concurrent.ThreadPoolExecutor", DISPATCHER, "<init>"),
            method("java.util.concurrent.ScheduledThreadPoolExecutor", DISPATCHER, "<init>"),
            method("java.util.concurrent.ForkJoinPool", DISPATCHER, "<init>", "commonPool"),
            method("java.util.concurrent.ForkJoinTask", DISPATCHER, "fork", "invokeAll"),
            new Ban(
                    DISPATCHER,
                    call -> call.owner().startsWith("java.util.concurrent.Complet")
                            && call.name().endsWith("Async")),
            new Ban(DISPATCHER, call -> call.name().equals("parallelStream")),
            new Ban(
                    DISPATCHER,
                    call -> call.owner().startsWith("java.util.stream.")
                            && call.name().equals("parallel")),
            method("java.lang.Math", ENTROPY, "random"),
            method("java.lang.StrictMath", ENTROPY, "random"),
            method("java.util.UUID", ENTROPY, "randomUUID"),
            any("java.util.Random", ENTROPY),
            any("java.util.SplittableRandom", ENTROPY),
            any("java.util.concurrent.ThreadLocalRandom", ENTROPY),
            any("java.security.SecureRandom", ENTROPY),
            any("java.util.random.RandomGeneratorFactory", ENTROPY),
            method("java.util.random.RandomGenerator", ENTROPY, "of", "getDefault"),
            method("java.util.Collections", ENTROPY, "shuffle"),
            method("java.lang.System", "an own number: identity hashes depend on what ran before", "identityHashCode"),
            method("java.util.WeakHashMap", ORDERED, "<init>"),
            method("java.util.IdentityHashMap", ORDERED, "<init>"),
            method("java.util.Set", ORDERED, "of", "copyOf"),
            method("java.util.Map", ORDERED, "of", "ofEntries", "copyOf"),
            method("java.util.stream.Collectors", ORDERED, "toUnmodifiableSet", "toUnmodifiableMap"),
            new Ban(
                    TRANSPORT,
                    call -> call.owner().startsWith("java.net.")
                            && !call.owner().equals("java.net.URI")),
            new Ban(TRANSPORT, call -> call.owner().startsWith("java.nio.channels.")),
            any("java.nio.file.Files", STORAGE),
            any("java.io.File", STORAGE),
            any("java.io.FileInputStream", STORAGE),
            any("java.io.FileOutputStream", STORAGE),
            any("java.io.FileReader", STORAGE),
            any("java.io.FileWriter", STORAGE),
            any("java.io.RandomAccessFile", STORAGE),
            any("java.io.ObjectInputStream", PAYLOADS),
            any("java.io.ObjectOutputStream", PAYLOADS));

    /** Classes that must not be extended: their constructor is banned, and a subclass would only hide the call. */
    static final Set<String> NO_SUPERCLASS = Set.of("java.lang.Thread", "java.util.TimerTask");

    private static Ban method(String owner, String instead, String... names) {
        Set<String> banned = Set.of(names);
        return new Ban(instead, call -> call.owner().equals(owner) && banned.contains(call.name()));
    }

    private static Ban any(String owner, String instead) {
        return new Ban(instead, call -> call.owner().equals(owner));
    }

    private static boolean isTimedWait(Call call) {
        return call.owner().startsWith("java.util.concurrent.")
                && !call.owner().equals("java.util.concurrent.TimeUnit")
                && (TIMED_WAITS.contains(call.name()) || call.descriptor().contains("Ljava/util/concurrent/TimeUnit;"));
    }
}
