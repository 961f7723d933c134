package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Somebody in the chat: a process {@code parley chat --json}. */
final class ChatUser implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("\\{\"type\":\"line\",\"seq\":(\\d+),\"user\":\"([^\"]*)\","
            + "\"text\":\"([^\"]*)\",\"room\":\"([^\"]*)\",\"life\":(\\d+)}");
    private static final Pattern ROOM =
            Pattern.compile("\\{\"type\":\"room\",\"state\":\"(.*?)\",\"node\":(?:null|\"(.*?)\"),\"life\":(\\d+)}");

    private final String name;
    private final Running process;

    /** A line of the room. */
    record Said(long seq, String user, String text, String room, long life, long nanos) {}

    /** How the room is. */
    record Room(String state, String node, long life) {}

    private ChatUser(String name, Running process) {
        this.name = name;
        this.process = process;
    }

    static ChatUser join(String name, String members, String... more) throws IOException {
        return joinBehind(List.of(), name, members, more);
    }

    static ChatUser joinBehind(List<String> prefix, String name, String members, String... more) throws IOException {
        List<String> arguments = List.of("chat", "--json", "--name", name, "--node", members);
        return new ChatUser(
                name,
                Running.startBehind(
                        prefix,
                        Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new)));
    }

    Running process() {
        return process;
    }

    /** Types that many lines, numbered on from {@code first}; returns them. */
    List<String> say(int first, int count) throws IOException {
        List<String> lines = IntStream.range(first, first + count)
                .mapToObj(i -> name + "-" + i)
                .toList();
        process.type(lines);
        return lines;
    }

    /** Waits until the room is on, in a life above that one. */
    Room awaitOn(long above, Duration limit) throws InterruptedException {
        Lines.Entry entry = process.out()
                .await(
                        "a room in a life above " + above,
                        limit,
                        line -> room(line)
                                .filter(room -> room.state().equals("on") && room.life() > above)
                                .isPresent());
        return room(entry.text()).orElseThrow();
    }

    /** Waits until this state was told. */
    void awaitState(String state, Duration limit) throws InterruptedException {
        process.out()
                .await(
                        "the room's state " + state,
                        limit,
                        line -> room(line)
                                .filter(room -> room.state().equals(state))
                                .isPresent());
    }

    /** Waits until so many lines were seen. */
    void awaitLines(int count, Duration limit) throws InterruptedException {
        process.out().awaitAll(count + " lines", limit, all -> lines(all).size() >= count);
    }

    List<Said> lines() {
        return lines(process.out().entries());
    }

    private static List<Said> lines(List<Lines.Entry> entries) {
        List<Said> lines = new ArrayList<>();
        for (Lines.Entry entry : entries) {
            Matcher m = LINE.matcher(entry.text());
            if (m.matches()) {
                lines.add(new Said(
                        Long.parseLong(m.group(1)),
                        m.group(2),
                        m.group(3),
                        m.group(4),
                        Long.parseLong(m.group(5)),
                        entry.nanos()));
            }
        }
        return lines;
    }

    private static Optional<Room> room(String line) {
        Matcher m = ROOM.matcher(line);
        return m.matches()
                ? Optional.of(new Room(m.group(1), String.valueOf(m.group(2)), Long.parseLong(m.group(3))))
                : Optional.empty();
    }

    /** The lives in which the room was told to be on, in that order. */
    List<Long> livesTold() {
        return process.out().texts().stream()
                .map(ChatUser::room)
                .flatMap(Optional::stream)
                .filter(room -> room.state().equals("on"))
                .map(Room::life)
                .toList();
    }

    /** Exactly these lines, each once; lives never go back, and {@code seq} grows within each. */
    void assertSawExactlyOnce(List<String> texts) {
        List<Said> lines = lines();
        assertThat(lines).as("what " + name + " saw").extracting(Said::text).containsExactlyInAnyOrderElementsOf(texts);
        for (int i = 1; i < lines.size(); i++) {
            Said before = lines.get(i - 1);
            Said now = lines.get(i);
            assertThat(now.life()).as("life of " + now).isGreaterThanOrEqualTo(before.life());
            if (now.life() == before.life()) {
                assertThat(now.seq()).as("seq of " + now).isGreaterThan(before.seq());
            }
        }
    }

    /** One {@code on} before the first line of each life, and no second one without another state between them. */
    void assertToldOfEachLifeFirst() {
        Set<Long> told = new HashSet<>();
        Room last = new Room("none", "", 0);
        for (String line : process.out().texts()) {
            Optional<Room> room = room(line);
            if (room.isPresent()) {
                assertThat(room.get()).as("two alike in a row").isNotEqualTo(last);
                last = room.get();
                if (last.state().equals("on")) {
                    told.add(last.life());
                }
            }
            Matcher said = LINE.matcher(line);
            if (said.matches()) {
                assertThat(told).as("lives told before " + line).contains(Long.parseLong(said.group(5)));
            }
        }
    }

    /** Over all users: each life had one node, and no place in it two lines. */
    static void assertOneRoomInEachLife(ChatUser... users) {
        Map<Long, String> hosts = new HashMap<>();
        Map<List<Long>, String> places = new HashMap<>();
        for (ChatUser user : users) {
            for (Said said : user.lines()) {
                assertThat(hosts.merge(said.life(), said.room(), (known, _) -> known))
                        .isEqualTo(said.room());
                assertThat(places.merge(List.of(said.life(), said.seq()), said.text(), (known, _) -> known))
                        .isEqualTo(said.text());
            }
        }
    }

    /** Ends its input; it must leave by itself, with nothing open. */
    void leave(Duration limit) throws IOException, InterruptedException {
        process.endInput();
        assertThat(process.awaitExit(limit))
                .as(name + " has left: " + process.err().texts())
                .isZero();
    }

    @Override
    public void close() {
        process.close();
    }
}
