package dev.parley.testkit.history;

import static dev.parley.testkit.history.Case.NOTHING;
import static dev.parley.testkit.history.Story.A;
import static dev.parley.testkit.history.Story.B;
import static dev.parley.testkit.history.Story.NOBODY;
import static dev.parley.testkit.history.Story.story;

import dev.parley.testkit.history.Event.End;
import dev.parley.testkit.history.Event.ProcessClosed;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Requests, and spawns on other nodes: what is asked for is answered. */
final class RequestCases {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Bounds BOUNDS = Bounds.defaults().withRequestTolerance(Duration.ofMillis(100));
    private static final String C = "c.1/user/c#4";

    private RequestCases() {}

    static List<Case> all() {
        return Stream.of(requests(), nodesDown(), spawns())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> requests() {
        return List.of(
                request(NOTHING, asking().answered(A, 1)),
                request(NOTHING, asking().later(Duration.ofMillis(5_050)).answered(A, 1)),
                request(NOTHING, asking().instanceEnded(A, 1).started(A, NOBODY, 2)),
                request(NOTHING, asking().instanceEnded(A, 1).ended(A)),
                request(NOTHING, asking().died("a.1")),
                request(NOTHING, asking().on("a.1", new ProcessClosed())),
                request("asked-twice", asking().asked(A, B, 1, LIMIT)),
                request("answered-unasked", story().answered(A, 1)),
                request("answered-unasked", asking().answered(A, 2)),
                request("answered-twice", asking().answered(A, 1).answered(A, 1)),
                request(
                        "answered-late",
                        asking().later(Duration.ofMillis(5_150)).answered(A, 1)),
                request("answered-after-restart", asking().instanceEnded(A, 1).answered(A, 1)),
                request("answered-after-restart", asking().ended(A).answered(A, 1)),
                request("request-unanswered", asking()),
                request("request-unanswered", asking().answered(A, 1).asked(A, B, 2, LIMIT)),
                request("request-unanswered", asking().died("b.1")));
    }

    private static List<Case> nodesDown() {
        return List.of(
                nodeDown(NOTHING, asking().peerDown("a.1", "b.1").answered(A, 1)),
                nodeDown(NOTHING, down(90).answered(A, 1)),
                nodeDown(NOTHING, asking().answered(A, 1).peerDown("a.1", "b.1")),
                nodeDown(NOTHING, asking()),
                nodeDown(NOTHING, asking().peerDown("a.1", "b.2")),
                nodeDown(NOTHING, asking().peerDown("c.1", "b.1")),
                nodeDown(NOTHING, asking().answered(A, 1).peerDown("a.1", "b.1").asked(A, B, 2, LIMIT)),
                nodeDown(NOTHING, down(110).instanceEnded(A, 1).started(A, NOBODY, 2)),
                nodeDown(NOTHING, down(110).instanceEnded(A, 1).ended(A)),
                nodeDown(NOTHING, down(110).died("a.1")),
                nodeDown("outlived-node-down", down(110)),
                nodeDown("outlived-node-down", down(110).answered(A, 1)),
                nodeDown("outlived-node-down", down(110).peerDown("a.1", "b.1").answered(A, 1)),
                nodeDown("outlived-node-down", down(0).asked(A, B, 2, LIMIT).answered(A, 2)));
    }

    private static List<Case> spawns() {
        return List.of(
                spawn(NOTHING, wanting().started(B, A, 1)),
                spawn(NOTHING, story().started(A, NOBODY, 1).started(B, A, 1).wanted(A, B)),
                spawn(NOTHING, wanting().started(B, A, 2)),
                spawn(NOTHING, wanting().spawnRefused(A, B)),
                spawn(NOTHING, wanting().spawnRefused(A, B).started(B, A, 1)),
                spawn(NOTHING, wanting().watched(A, B, 1).terminated(A, B, 1, End.NODE_DOWN)),
                spawn(NOTHING, wanting().died("b.1")),
                spawn(NOTHING, wanting().died("a.1")),
                spawn(NOTHING, wanting().on("b.1", new ProcessClosed())),
                spawn(NOTHING, wanting().instanceEnded(A, 1).started(A, NOBODY, 2)),
                spawn(NOTHING, wanting().instanceEnded(A, 1).ended(A)),
                spawn("spawned-twice", wanting().started(B, A, 1).started(B, A, 1)),
                spawn(
                        "spawned-twice",
                        wanting().started(B, A, 1).instanceEnded(B, 1).started(B, A, 1)),
                spawn("spawn-wanted-twice", wanting().wanted(A, B)),
                spawn("spawn-refused-twice", wanting().spawnRefused(A, B).spawnRefused(A, B)),
                spawn("spawn-unanswered", wanting()),
                spawn("spawn-unanswered", wanting().started(C, A, 1)),
                spawn("spawn-unanswered", wanting().died("c.1")));
    }

    private static Case request(String kind, Story story) {
        return new Case(kind, new RequestChecker(BOUNDS), story);
    }

    private static Case nodeDown(String kind, Story story) {
        return new Case(kind, new NodeDownChecker(BOUNDS), story);
    }

    private static Story down(long millisAgo) {
        return asking().peerDown("a.1", "b.1").later(Duration.ofMillis(millisAgo));
    }

    private static Case spawn(String kind, Story story) {
        return new Case(kind, new SpawnChecker(), story);
    }

    private static Story asking() {
        return story().started(A, NOBODY, 1).asked(A, B, 1, LIMIT);
    }

    private static Story wanting() {
        return story().started(A, NOBODY, 1).wanted(A, B);
    }
}
