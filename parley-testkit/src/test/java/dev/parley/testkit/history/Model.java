package dev.parley.testkit.history;

import dev.parley.DropReason;
import dev.parley.testkit.history.Event.Answered;
import dev.parley.testkit.history.Event.Asked;
import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.Dropped;
import dev.parley.testkit.history.Event.End;
import dev.parley.testkit.history.Event.Ended;
import dev.parley.testkit.history.Event.InstanceEnded;
import dev.parley.testkit.history.Event.Outcome;
import dev.parley.testkit.history.Event.ProcessDied;
import dev.parley.testkit.history.Event.Refused;
import dev.parley.testkit.history.Event.Sent;
import dev.parley.testkit.history.Event.SpawnWanted;
import dev.parley.testkit.history.Event.Started;
import dev.parley.testkit.history.Event.Terminated;
import dev.parley.testkit.history.Event.Threw;
import dev.parley.testkit.history.Event.Unwatched;
import dev.parley.testkit.history.Event.Watched;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Actors on three nodes that keep all promises, driven by chance: they send, ask, fail, restart, stop, watch, spawn on
 * other nodes, and one node is killed. News of an end stands in the same queue as the messages of who ended.
 */
final class Model {
    private static final List<String> NODES = List.of("a.1", "b.1", "c.1");

    final List<Entry> entries = new ArrayList<>();

    private final RandomGenerator random;
    private final List<Person> people = new ArrayList<>();
    private final Map<Pair, ArrayDeque<Object>> queues = new LinkedHashMap<>();
    private final Map<Pair, Long> numbers = new HashMap<>();
    private long nowNanos;
    private long lastWatch;
    private long lastSpawn;
    private long lastRequest;
    private @Nullable String dead;

    private static final class Person {
        final String name;
        final String node;
        final @Nullable Person parent;
        final Map<Person, Long> watching = new LinkedHashMap<>();
        final List<Person> watchers = new ArrayList<>();
        final ArrayDeque<Long> asking = new ArrayDeque<>();
        int instance;
        boolean ended;

        Person(String name, @Nullable Person parent) {
            this.name = name;
            this.node = Actors.node(name);
            this.parent = parent;
        }
    }

    /** In a queue, behind the messages that were sent before. */
    private record News(Person of, Person watcher, long watch, End reason) {}

    Model(RandomGenerator random) {
        this.random = random;
        for (String node : NODES) {
            for (int i = 0; i < 3; i++) {
                born(node + "/user/" + i + "#" + i, null);
            }
        }
    }

    Model run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        while (!queues.isEmpty()) {
            deliver();
        }
        people.stream().filter(this::isLiving).forEach(person -> {
            while (!person.asking.isEmpty()) {
                answer(person);
            }
        });
        return this;
    }

    private void step() {
        Person one = living();
        switch (random.nextInt(100)) {
            case 0 -> stop(one);
            case 1, 2 -> restart(one);
            case 3, 4 -> spawn(one);
            case 5 -> kill(one.node);
            case 6, 7, 8, 9, 10 -> watch(one, any());
            case 11, 12 -> unwatch(one);
            case 13, 14, 15 -> ask(one, any());
            case 16, 17, 18, 19 -> answer(one);
            default -> {
                if (random.nextBoolean() && !queues.isEmpty()) {
                    deliver();
                } else {
                    send(one, any());
                }
            }
        }
    }

    private void add(String node, Event event) {
        nowNanos += random.nextInt(1_000_000);
        entries.add(new Entry(nowNanos, node, event));
    }

    private Person any() {
        return people.get(random.nextInt(people.size()));
    }

    private Person living() {
        List<Person> living = people.stream().filter(this::isLiving).toList();
        return living.isEmpty()
                ? born("c.1/user/late#" + people.size(), null)
                : living.get(random.nextInt(living.size()));
    }

    private boolean isLiving(Person person) {
        return !person.ended && !person.node.equals(dead);
    }

    private Person born(String name, @Nullable Person parent) {
        Person person = new Person(name, parent);
        people.add(person);
        begin(person);
        return person;
    }

    private void begin(Person person) {
        person.instance++;
        Person parent = person.parent;
        add(person.node, new Started(person.name, parent == null ? "" : parent.name, person.instance));
    }

    private void send(Person from, Person to) {
        Pair pair = new Pair(from.name, to.name);
        long number = numbers.merge(pair, 1L + random.nextInt(3), Long::sum);
        add(from.node, new Sent(from.name, to.name, number));
        if (random.nextInt(10) == 0) {
            add(from.node, new Refused(from.name, to.name, number, DropReason.MAILBOX_FULL));
        } else {
            queue(from, to).add(new Sent(from.name, to.name, number));
        }
    }

    private ArrayDeque<Object> queue(Person from, Person to) {
        return queues.computeIfAbsent(new Pair(from.name, to.name), _ -> new ArrayDeque<>());
    }

    /** Takes what is first in some queue. */
    private void deliver() {
        List<Pair> pairs = List.copyOf(queues.keySet());
        Pair pair = pairs.get(random.nextInt(pairs.size()));
        ArrayDeque<Object> queue = queues.get(pair);
        Object first = queue == null ? null : queue.poll();
        Person to = people.stream()
                .filter(person -> person.name.equals(pair.to()))
                .findFirst()
                .orElseThrow();
        if (to.node.equals(dead)) {
            queues.remove(pair); // nobody is owed what it held
        } else if (first instanceof Sent sent) {
            message(sent, to);
        } else if (first instanceof News news && news.watcher.watching.remove(news.of, news.watch)) {
            add(to.node, new Terminated(to.name, news.of.name, news.watch, news.reason));
        }
        if (queue == null || queue.isEmpty()) {
            queues.remove(pair);
        }
    }

    private void message(Sent sent, Person to) {
        if (to.ended) {
            add(to.node, new Dropped(sent.from(), sent.to(), sent.number(), DropReason.STOPPING));
            return;
        }
        add(to.node, new Delivered(sent.from(), sent.to(), sent.number()));
        if (random.nextInt(20) == 0) {
            add(to.node, new Dropped(sent.from(), sent.to(), sent.number(), DropReason.HANDLER_FAILED));
            nowNanos += 20_000_000_000L; // so that no limit of restarts is reached
            add(to.node, new Threw(to.name));
            restart(to);
        }
    }

    private void restart(Person person) {
        endInstance(person);
        begin(person);
    }

    private void endInstance(Person person) {
        people.stream()
                .filter(child -> child.parent == person)
                .filter(this::isLiving)
                .forEach(this::stop);
        person.watching.clear();
        person.asking.clear();
        add(person.node, new InstanceEnded(person.name, person.instance));
    }

    private void stop(Person person) {
        endInstance(person);
        add(person.node, new Ended(person.name, End.STOPPED));
        person.ended = true;
        person.watchers.forEach(watcher -> tell(person, watcher, End.STOPPED));
    }

    private void tell(Person of, Person watcher, End reason) {
        Long watch = watcher.watching.get(of);
        if (watch != null && isLiving(watcher)) {
            queue(of, watcher).add(new News(of, watcher, watch, reason));
        }
    }

    private void watch(Person watcher, Person target) {
        if (watcher.watching.containsKey(target) || target == watcher) {
            return;
        }
        lastWatch++;
        add(watcher.node, new Watched(watcher.name, target.name, lastWatch));
        watcher.watching.put(target, lastWatch);
        target.watchers.add(watcher);
        if (!isLiving(target)) {
            tell(target, watcher, target.ended ? End.STOPPED : End.NODE_DOWN);
        }
    }

    private void unwatch(Person watcher) {
        if (!watcher.watching.isEmpty()) {
            Map.Entry<Person, Long> first =
                    watcher.watching.entrySet().iterator().next();
            watcher.watching.remove(first.getKey());
            add(watcher.node, new Unwatched(watcher.name, first.getValue()));
        }
    }

    private void ask(Person asker, Person target) {
        lastRequest++;
        add(
                asker.node,
                new Asked(
                        asker.name, target.name, lastRequest, Duration.ofDays(1).toNanos()));
        asker.asking.add(lastRequest);
    }

    private void answer(Person asker) {
        Long request = asker.asking.poll();
        if (request != null) {
            add(asker.node, new Answered(asker.name, request, Outcome.VALUE));
        }
    }

    private void spawn(Person parent) {
        String node = NODES.get(random.nextInt(NODES.size()));
        String child = node + "/spawned/" + ++lastSpawn + "#1";
        if (!node.equals(parent.node)) {
            add(parent.node, new SpawnWanted(parent.name, child));
        }
        if (!node.equals(dead)) {
            born(child, parent);
        }
    }

    /** At most one node, and never the last one. */
    private void kill(String node) {
        if (dead != null || node.equals("c.1")) {
            return;
        }
        add(node, new ProcessDied());
        dead = node;
        people.stream()
                .filter(person -> person.node.equals(node) && !person.ended)
                .forEach(person -> person.watchers.forEach(watcher -> tell(person, watcher, End.NODE_DOWN)));
        people.stream()
                .filter(this::isLiving)
                .filter(child -> child.parent != null && child.parent.node.equals(node))
                .toList()
                .forEach(this::stopIfLiving);
    }

    private void stopIfLiving(Person person) {
        if (isLiving(person)) {
            stop(person);
        }
    }
}
