package dev.parley.testkit.history;

import static dev.parley.testkit.history.Case.NOTHING;
import static dev.parley.testkit.history.Story.A;
import static dev.parley.testkit.history.Story.A2;
import static dev.parley.testkit.history.Story.NOBODY;
import static dev.parley.testkit.history.Story.story;

import dev.parley.SupervisorStrategy.Directive;
import dev.parley.testkit.history.Event.ProcessClosed;
import java.util.List;

/** What a child escalates; A2 is a child of A. */
final class SupervisionCases {
    private SupervisionCases() {}

    static List<Case> all() {
        return List.of(
                escalation(NOTHING, escalated(Directive.RESTART).failed(A).instanceEnded(A, 1)),
                escalation(NOTHING, escalated(Directive.RESTART).instanceEnded(A, 1)),
                escalation(NOTHING, escalated(Directive.STOP).ended(A)),
                escalation(NOTHING, escalated(Directive.RESUME).failed(A)),
                escalation(NOTHING, escalated(Directive.RESTART).died("a.1")),
                escalation(NOTHING, escalated(Directive.RESTART).on("a.1", new ProcessClosed())),
                escalation(NOTHING, child(Directive.ESCALATE).ended(A2)),
                escalation(NOTHING, child(Directive.STOP).crashed(A2)),
                escalation(NOTHING, child(Directive.RESTART).crashed(A2)),
                escalation(NOTHING, parent(Directive.RESTART).crashed(A2)),
                escalation(
                        NOTHING,
                        story().supervised(A, NOBODY, Directive.ESCALATE).crashed(A)),
                escalation(
                        NOTHING,
                        story().started(A, NOBODY, 1)
                                .supervised(A2, A, Directive.ESCALATE)
                                .crashed(A2)
                                .failed(A)),
                escalation("escalation-swallowed", escalated(Directive.RESTART)),
                escalation("escalation-swallowed", escalated(Directive.RESUME)),
                escalation("escalation-swallowed", escalated(Directive.RESTART).failed(A)),
                escalation("escalation-swallowed", escalated(Directive.STOP).failed(A)),
                escalation(
                        "escalation-swallowed",
                        parent(Directive.RESTART)
                                .failed(A)
                                .instanceEnded(A, 1)
                                .started(A, NOBODY, 2)
                                .supervised(A2, A, Directive.ESCALATE)
                                .crashed(A2)),
                escalation(
                        "escalation-swallowed",
                        parent(Directive.RESUME).crashed(A2).supervised(A2, A, Directive.ESCALATE)));
    }

    private static Case escalation(String kind, Story story) {
        return new Case(kind, new EscalationChecker(), story);
    }

    private static Story parent(Directive ofParent) {
        return story().supervised(A, NOBODY, ofParent).started(A, NOBODY, 1);
    }

    private static Story child(Directive ofChild) {
        return parent(Directive.RESTART).supervised(A2, A, ofChild);
    }

    private static Story escalated(Directive ofParent) {
        return parent(ofParent).supervised(A2, A, Directive.ESCALATE).failed(A2).crashed(A2);
    }
}
