package dev.parley.testkit.history;

import static dev.parley.testkit.history.Case.NOTHING;
import static dev.parley.testkit.history.Story.A;
import static dev.parley.testkit.history.Story.B;
import static dev.parley.testkit.history.Story.NOBODY;
import static dev.parley.testkit.history.Story.story;

import dev.parley.testkit.history.Event.End;
import dev.parley.testkit.history.Event.ProcessClosed;
import java.util.List;

/** A watches B, which lives on another node. */
final class WatchCases {
    private static final String C = "c.1/user/c#4";

    private WatchCases() {}

    static List<Case> all() {
        return List.of(
                watch(NOTHING, watching()),
                watch(NOTHING, heard(End.STOPPED)),
                watch(NOTHING, watching().instanceEnded(B, 1).ended(B).unwatched(A, 1)),
                watch(NOTHING, heard(End.STOPPED).unwatched(A, 1)),
                watch(
                        NOTHING,
                        watching()
                                .instanceEnded(A, 1)
                                .instanceEnded(B, 1)
                                .ended(B)
                                .started(A, NOBODY, 2)),
                watch(
                        NOTHING,
                        watching()
                                .instanceEnded(A, 1)
                                .ended(A)
                                .instanceEnded(B, 1)
                                .ended(B)),
                watch(NOTHING, watching().instanceEnded(B, 1).ended(B).died("a.1")),
                watch(NOTHING, watching().instanceEnded(B, 1).ended(B).on("a.1", new ProcessClosed())),
                watch(NOTHING, watching().died("b.1").terminated(A, B, 1, End.NODE_DOWN)),
                watch(NOTHING, replaced().terminated(A, B, 2, End.STOPPED)),
                watch(NOTHING, heard(End.STOPPED).watched(A, B, 2).terminated(A, B, 2, End.STOPPED)),
                watch(NOTHING, watching().watched(A, C, 2).terminated(A, C, 2, End.NODE_DOWN)),
                watch(
                        NOTHING,
                        watching()
                                .sent(B, A, 1)
                                .terminated(A, B, 1, End.NODE_DOWN)
                                .delivered(B, A, 1)),
                watch(NOTHING, watching().terminated(A, B, 1, End.SPAWN_FAILED)),
                watch(NOTHING, watching().terminated(A, B, 1, End.STOPPED).died("b.1")),
                watch(NOTHING, heard(End.STOPPED).sent(A, B, 1).sent(C, A, 1).delivered(C, A, 1)),
                watch("watched-twice", watching().watched(A, C, 1)),
                watch("unwatched-unknown", story().unwatched(A, 1)),
                watch("unwatched-unknown", watching().unwatched(A, 2)),
                watch("terminated-unwatched", story().terminated(A, B, 1, End.STOPPED)),
                watch("terminated-unwatched", watching().terminated(A, B, 2, End.STOPPED)),
                watch("terminated-wrong-target", watching().terminated(A, C, 1, End.STOPPED)),
                watch("terminated-twice", heard(End.STOPPED).terminated(A, B, 1, End.STOPPED)),
                watch("terminated-twice", heard(End.NODE_DOWN).terminated(A, B, 1, End.STOPPED)),
                watch("terminated-after-unwatch", watching().unwatched(A, 1).terminated(A, B, 1, End.STOPPED)),
                watch("terminated-after-unwatch", replaced().terminated(A, B, 1, End.STOPPED)),
                watch("terminated-after-restart", watching().instanceEnded(A, 1).terminated(A, B, 1, End.STOPPED)),
                watch("terminated-after-restart", watching().ended(A).terminated(A, B, 1, End.STOPPED)),
                watch(
                        "delivered-after-terminated",
                        heard(End.STOPPED).sent(B, A, 1).delivered(B, A, 1)),
                watch("delivered-after-terminated", overtaken()),
                watch("terminated-missing", watching().instanceEnded(B, 1).ended(B)),
                watch("terminated-missing", watching().died("b.1")),
                watch("terminated-missing", watching().on("b.1", new ProcessClosed())),
                watch("terminated-missing", replaced()),
                watch(
                        "terminated-missing",
                        story().started(B, NOBODY, 1).ended(B).watched(A, B, 1)),
                watch("terminated-of-living", watching().terminated(A, B, 1, End.STOPPED)),
                watch("terminated-of-living", watching().terminated(A, B, 1, End.CRASHED)));
    }

    private static Case watch(String kind, Story story) {
        return new Case(kind, new WatchChecker(), story);
    }

    private static Story watching() {
        return story().started(A, NOBODY, 1).started(B, NOBODY, 1).watched(A, B, 1);
    }

    private static Story heard(End reason) {
        return watching().instanceEnded(B, 1).ended(B).terminated(A, B, 1, reason);
    }

    private static Story replaced() {
        return watching().watched(A, B, 2).instanceEnded(B, 1).ended(B);
    }

    private static Story overtaken() {
        return watching()
                .sent(B, A, 1)
                .instanceEnded(B, 1)
                .ended(B)
                .terminated(A, B, 1, End.CRASHED)
                .delivered(B, A, 1);
    }
}
