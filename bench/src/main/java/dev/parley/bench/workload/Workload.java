package dev.parley.bench.workload;

import static dev.parley.bench.side.Side.FLOOR;
import static dev.parley.bench.side.Side.PARLEY;
import static dev.parley.bench.side.Side.PEKKO;
import static dev.parley.bench.side.Side.PEKKO_AFFINITY;
import static dev.parley.bench.side.Side.PEKKO_BLOCKING;
import static dev.parley.bench.side.Side.PEKKO_FIXED;
import static dev.parley.bench.side.Side.PEKKO_FORK_JOIN;
import static dev.parley.bench.side.Side.PEKKO_VIRTUAL;

import dev.parley.bench.side.Side;
import dev.parley.bench.side.Stage;
import java.util.List;
import java.util.Map;

/** What can be run within one process, by which sides, in the order of a round. */
public enum Workload implements Trial {
    /** See {@link TellDrill}. */
    TELL_1("tell-1", "one actor tells another one"),
    /** See {@link TellDrill}. */
    TELL_8("tell-8", "eight actors tell eight others"),
    /** See {@link TellDrill}. */
    FAN_IN("fan-in", "100 actors tell one"),
    /** See {@link PingPongDrill}. */
    PING_PONG_1("ping-pong-1", "two actors, one ball"),
    /** See {@link PingPongDrill}. */
    PING_PONG_16("ping-pong-16", "16 pairs, one ball each"),
    /** See {@link AskDrill}. */
    ASK_1("ask-1", "a virtual thread asks and waits"),
    /** See {@link AskInTurnsDrill}. */
    ASK_1_HANDLER("ask-1-handler", "an actor asks, one request at a time"),
    /** See {@link AskDrill}. */
    ASK_64("ask-64", "64 virtual threads ask one actor and wait"),
    /** See {@link FlatDrill}. */
    FLAT("flat", "a parent spawns 1,000,000 children; each handles one message and stops"),
    /** See {@link TreeDrill}. */
    TREE("tree", "a tree of 1,000,000 leaves, ten children a node, adds their numbers up"),
    /** See {@link IdleDrill}. */
    IDLE("idle", "heap with 1,000,000 named actors alive"),
    /** See {@link RestartDrill}. */
    RESTARTS("restarts", "an actor fails and begins anew, without a pause"),
    /** See {@link SleepersDrill}. */
    SLEEPERS("sleepers", "10,000 handlers sleep for 10 ms beside a pair that plays"),
    /** See {@link WokenDrill}. */
    WOKEN("woken", "a virtual thread that is no actor's is woken while 16 pairs play");

    private static final List<Side> TUNED = List.of(PARLEY, PEKKO, PEKKO_FORK_JOIN, PEKKO_FIXED, PEKKO_AFFINITY);
    private static final List<Side> TUNED_AND_FLOOR =
            List.of(PARLEY, PEKKO, PEKKO_FORK_JOIN, PEKKO_FIXED, PEKKO_AFFINITY, FLOOR);

    private final String title;
    private final String what;

    Workload(String title, String what) {
        this.title = title;
        this.what = what;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public List<Side> sides() {
        return switch (this) {
            case TELL_1, TELL_8, FAN_IN, PING_PONG_1, PING_PONG_16 -> TUNED_AND_FLOOR;
            case ASK_1, ASK_1_HANDLER, ASK_64 -> TUNED;
            case FLAT -> List.of(PARLEY, PEKKO, PEKKO_FORK_JOIN, FLOOR);
            case TREE, RESTARTS, WOKEN -> List.of(PARLEY, PEKKO, PEKKO_FORK_JOIN);
            case IDLE -> List.of(PARLEY, PEKKO, FLOOR);
            case SLEEPERS -> List.of(PARLEY, PEKKO, PEKKO_BLOCKING, PEKKO_VIRTUAL);
        };
    }

    @Override
    public int expectedSeconds(Side side, int seconds) {
        int process = 2;
        int rounds = switch (this) {
            case FLAT -> side.isPeer() ? 20 : 2;
            case TREE, IDLE -> 4;
            case SLEEPERS -> side == PEKKO ? 14 : side == PEKKO_BLOCKING ? 8 : 1;
            case TELL_1, TELL_8, FAN_IN, PING_PONG_1, PING_PONG_16, ASK_1, ASK_1_HANDLER, ASK_64, RESTARTS, WOKEN -> 0;
        };
        return process + 2 * seconds + rounds;
    }

    @Override
    public Map<Metric, Measured> run(Side side, Plan plan) throws InterruptedException {
        return run(side.open(), plan);
    }

    /**
     * Runs it in this process.
     *
     * @throws WrongCount when a count is wrong
     */
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        return drill().run(stage, plan);
    }

    private Drill drill() {
        return switch (this) {
            case TELL_1 -> new TellDrill(Metric.TELL_1, 1, 1);
            case TELL_8 -> new TellDrill(Metric.TELL_8, 8, 8);
            case FAN_IN -> new TellDrill(Metric.FAN_IN, 100, 1);
            case PING_PONG_1 -> new PingPongDrill(Metric.PING_PONG_1, 1);
            case PING_PONG_16 -> new PingPongDrill(Metric.PING_PONG_16, 16);
            case ASK_1 -> new AskDrill(Metric.ASK_1, 1);
            case ASK_1_HANDLER -> new AskInTurnsDrill();
            case ASK_64 -> new AskDrill(Metric.ASK_64, 64);
            case FLAT -> new FlatDrill();
            case TREE -> new TreeDrill();
            case IDLE -> new IdleDrill();
            case RESTARTS -> new RestartDrill();
            case SLEEPERS -> new SleepersDrill();
            case WOKEN -> new WokenDrill();
        };
    }
}
