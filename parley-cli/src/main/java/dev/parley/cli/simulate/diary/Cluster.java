package dev.parley.cli.simulate.diary;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.NodeException;
import dev.parley.remote.PeerEvent;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.history.Bounds;
import dev.parley.testkit.history.Checker;
import dev.parley.testkit.history.Checkers;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import dev.parley.testkit.history.Violation;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.testkit.simulation.Swarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The members of a scenario, from their start over the time in which everything goes wrong to the time in which all is
 * mended; and the history of all of them, which is judged after every step.
 *
 * <p>Threading: the simulation's.
 */
public final class Cluster {
    /** The knob of every scenario that says how long it works, in seconds. */
    public static final String SECONDS = "seconds";

    /** The knob of every scenario that says how many members it has. */
    public static final String NODES = "nodes";

    private static final int PORT = 9001;
    private static final String BROKE_THE_PROTOCOL = "broke the protocol";
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int AMPLIFICATION = 3;
    /** Frames a second: for what was lost and is caught up with. */
    private static final int AMPLIFICATION_SLACK = 20;

    private static final Duration REST = Duration.ofSeconds(40);
    private static final int LETTERS = 26;
    /** How many members on either side a member of a large cluster has to do with. */
    private static final int REACH = 2;

    /** Who is late together when two nodes talk to each other; guests do so through their members. */
    private static final int TALKING = 2;

    private static final int TALKING_THROUGH_MEMBERS = 4;

    private final Simulation simulation;
    private final Swarm swarm;
    private final FaultPlan plan;
    private final History history;
    private final Records records;
    private final List<String> hosts = new ArrayList<>();
    private final Guests guests;
    private final Map<String, Node> nodes = new TreeMap<>();
    private final Names names = new Names();
    private final Duration work;
    private Core core;
    private boolean calm;
    private @Nullable Violation complaint;
    private long processes;

    /** What one member does from its start. */
    @FunctionalInterface
    public interface Member {
        /**
         * Starts a node and its actors.
         *
         * @param start starts the node with these kinds
         * @param random chance of this process alone
         * @param others the addresses of the other members near it; for a guest its member's, too
         */
        Node run(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> others);
    }

    /** Members whom everything may befall. {@code nodes} and {@code seconds} are what is usual here. */
    public Cluster(Simulation simulation, int nodes, int seconds) {
        this(simulation, nodes, seconds, 0);
    }

    /** The same with so many guests, who come back at the next member when they have lost theirs. */
    public Cluster(Simulation simulation, int nodes, int seconds, int guests) {
        this(simulation, nodes, seconds, new Guests(simulation, guests), Hazards::anything);
    }

    /** Members as in {@link Hazards#anythingButForgetting}; {@code others} are the hosts that go with a circle. */
    public static Cluster forgettingOne(
            Simulation simulation, int nodes, int seconds, Function<Circle, List<String>> others) {
        Guests none = new Guests(simulation, 0);
        return new Cluster(simulation, nodes, seconds, none, hazards -> hazards.anythingButForgetting(others));
    }

    private Cluster(
            Simulation simulation, int nodes, int seconds, Guests guests, Function<Hazards, FaultPlan> planOfMembers) {
        this.simulation = simulation;
        this.swarm = simulation.swarm();
        int count = simulation.knob(NODES, nodes);
        for (int i = 0; i < count; i++) {
            hosts.add((char) ('a' + i % LETTERS) + (i < LETTERS ? "" : String.valueOf(i / LETTERS)));
        }
        this.work = Duration.ofSeconds(simulation.knob(SECONDS, seconds));
        this.guests = guests;
        Hazards hazards = new Hazards(simulation.seed(), hosts, work, swarm);
        FaultPlan drawn = count < 2 ? FaultPlan.none() : planOfMembers.apply(hazards);
        this.plan = guests.hosts().isEmpty() ? drawn : drawn.and(hazards.besides(guests.hosts()));
        this.history = History.judging(() -> simulation.now().toNanos(), checkers());
        this.records = new Records(simulation, history, names);
        this.core = Core.everybody(hosts);
        simulation.invariant("history", this::check);
        simulation.onCrash(this::crashed);
    }

    private List<Checker> checkers() {
        int together = guests.hosts().isEmpty() ? TALKING : TALKING_THROUGH_MEMBERS;
        Duration standstill = Hazards.standstill(plan, together);
        Bounds bounds = Bounds.defaults()
                .withAmplification(AMPLIFICATION, AMPLIFICATION_SLACK)
                .withRequestTolerance(standstill.plusSeconds(1))
                .withOrphanAfter(swarm.links().failureTimeout().plus(standstill).plusSeconds(5));
        List<Checker> checkers = new ArrayList<>(Checkers.all(bounds));
        checkers.add(entry -> simulation.note(entry.node(), entry.event()));
        return checkers;
    }

    /**
     * In a share of the seeds only a majority is mended at last.
     *
     * @param others the machines of those who are no members, mended in any case, as guests are
     * @param ills what a member that is not mended may suffer from
     */
    public void perhapsQuorum(List<String> others, Function<String, List<Core.Ill>> ills) {
        List<String> noMembers = new ArrayList<>(others);
        noMembers.addAll(guests.hosts());
        core = Core.perhapsQuorum(simulation.seed(), hosts, noMembers, ills);
    }

    /** Starts all members; those that crash are started in the same way. */
    public void start(Member member) {
        for (String host : hosts) {
            List<String> others = near(host).stream()
                    .filter(other -> !other.equals(host))
                    .map(Cluster::address)
                    .toList();
            simulation.start(host, environment -> {
                NodeConfig config = NodeConfig.member(host, address(host))
                        .withLinks(swarm.links())
                        .withSystem(swarm.system().withName(host));
                RandomGenerator random = new SplittableRandom(simulation.seed() * 31 + host.hashCode() + ++processes);
                nodes.put(host, member.run(kinds -> Node.start(config, environment, kinds), random, others));
            });
        }
    }

    /** Starts all guests, each at a member; those that have lost theirs are started again at the next one. */
    public void startGuests(Member guest) {
        for (String host : guests.hosts()) {
            simulation.start(host, environment -> {
                String member = guests.begin(host, calm ? mended() : hosts);
                NodeConfig config = NodeConfig.guest(host, address(member))
                        .withLinks(swarm.links())
                        .withSystem(swarm.system().withName(host));
                RandomGenerator random = new SplittableRandom(simulation.seed() * 31 + host.hashCode() + ++processes);
                List<String> others =
                        near(member).stream().map(Cluster::address).toList();
                try {
                    nodes.put(host, guest.run(kinds -> Node.start(config, environment, kinds), random, others));
                } catch (NodeException notLetIn) {
                    guests.lost(host);
                }
            });
        }
    }

    /** The diary of a guest that has just been let in, by any of its actors; its address is that of its member. */
    public Diary diaryOfGuest(Node node, ActorRef<?> actor) {
        names.name(node, Diary.nodeOf(actor));
        node.onPeers(event -> {
            if (event instanceof PeerEvent.Down) {
                guests.lost(node.name());
            }
        });
        if (node.peers().stream().noneMatch(peer -> peer.state() == PeerSnapshot.State.UP)) {
            guests.lost(node.name()); // it was over before anybody could listen
        }
        return diary(node);
    }

    /** The diary of a node that has just started; written down is that it has. */
    public Diary diary(Node node) {
        Diary diary = new Diary(history, names.of(node), names);
        diary.write(new Event.ProcessStarted());
        diary.follow(node.system());
        node.onPeers(event -> {
            if (event instanceof PeerEvent.Down(NodeId peer, String _, String why)) {
                diary.write(new Event.PeerDown(Diary.name(peer)));
                if (why.contains(BROKE_THE_PROTOCOL)) {
                    complain(new Violation(
                            "protocol-broken", diary.node() + " says of " + Diary.name(peer) + ": " + why));
                }
            }
        });
        return diary;
    }

    /** Something is wrong that no history shows; the first complaint ends the run. */
    public void complain(Violation what) {
        complaint = complaint == null ? what : complaint;
    }

    private void check() {
        history.check();
        if (complaint != null) {
            throw complaint;
        }
    }

    private void crashed(String host) {
        Node node = nodes.remove(host);
        if (node != null) {
            history.add(names.of(node), new Event.ProcessDied());
        }
    }

    /** Lets the members work while everything goes wrong; then they are mended, and no new work begins. */
    public void live() {
        schedule();
        for (long look = work.dividedBy(LOOK); look > 0; look--) {
            run(LOOK);
            nodes.values().forEach(records::memory);
        }
        settle();
    }

    /** From now on everything goes wrong. */
    public void schedule() {
        simulation.schedule(plan);
    }

    /** How long the members work. */
    public Duration work() {
        return work;
    }

    /** From now on all is well with {@link #mended}, and no new work begins. */
    public void settle() {
        core.settle(simulation);
        calm = true;
        guests.stayWith(mended());
    }

    /** Lets so many seconds pass, with work in each tenth of one, and writes down what every node sends. */
    public void steady(int seconds, Runnable work) {
        for (int second = 0; second < seconds; second++) {
            records.traffic(mendedNodes(), work);
        }
    }

    private Map<String, Node> mendedNodes() {
        Map<String, Node> mended = new LinkedHashMap<>();
        mended().forEach(host -> mended.put(host, node(host)));
        guests().stream().filter(this::isIn).forEach(host -> mended.put(host, node(host)));
        return mended;
    }

    /**
     * Lets all that is under way come to its end, then closes the books. Members that were not mended are killed first:
     * until then they had to keep every promise, and of what they owe at the end nobody could say what is due.
     */
    public void rest() {
        core.rest().forEach(simulation::crash);
        comeToRest();
        records.linkBooks(nodes.values());
        history.end();
    }

    /** The same where nodes go on to talk by themselves: what is under way at that moment is in no book of a link. */
    public void restAmidTraffic() {
        comeToRest();
        history.end();
    }

    private void comeToRest() {
        run(REST);
        records.waiting(mendedNodes());
        records.books(nodes.values());
    }

    /** Lets time pass; then guests that have lost their member come back. */
    public void run(Duration time) {
        simulation.run(time);
        guests.renew();
    }

    /** Whether no new work shall begin. */
    public boolean isCalm() {
        return calm;
    }

    /** The hosts of the members that are well at last. */
    public List<String> mended() {
        return core.members();
    }

    /** The hosts of all members. */
    public List<String> hosts() {
        return hosts;
    }

    /**
     * A host and those with whom its member has to do, in the order of {@link #hosts}: all of a small cluster, of a
     * large one the next {@value #REACH} on either side of a ring. A guest has to do with those of its member.
     */
    public List<String> near(String host) {
        int place = hosts.indexOf(guests.has(host) ? guests.member(host) : host);
        List<String> near = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            int apart = Math.abs(i - place);
            if (Math.min(apart, hosts.size() - apart) <= REACH) {
                near.add(hosts.get(i));
            }
        }
        return near;
    }

    /** The members, divided; a small cluster is one circle. */
    public List<Circle> circles() {
        return Circle.of(hosts);
    }

    /** The hosts of all guests. */
    public List<String> guests() {
        return guests.hosts();
    }

    /** Whether a node runs there, and was let in if it is a guest. */
    public boolean isIn(String host) {
        return nodes.containsKey(host);
    }

    /** The present node on a host. */
    public Node node(String host) {
        return Objects.requireNonNull(nodes.get(host), host);
    }

    /** Virtual time. */
    public Duration now() {
        return simulation.now();
    }

    /** What one member has for an actor that another exports. */
    public <M> ActorRef<M> exported(String from, String to, String name, Class<M> protocol) {
        String where = guests.has(to) ? ofGuest(to) : address(to);
        return node(from).at(ActorAddress.parse("actor://" + where + "/user/" + name), protocol);
    }

    private String ofGuest(String host) {
        String id = names.of(node(host)).substring(Diary.GUEST.length());
        return address(guests.member(host)) + Diary.GUEST_PATH + id;
    }

    /** Where the member of a host listens. */
    public static String address(String host) {
        return host + ":" + PORT;
    }
}
