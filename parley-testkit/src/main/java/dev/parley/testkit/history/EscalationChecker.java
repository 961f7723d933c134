package dev.parley.testkit.history;

import dev.parley.SupervisorStrategy.Directive;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a child escalates is its parent's failure: the parent fails, and unless it is one that goes on, its
 * instance ends. An actor that is supervised so escalates whenever it crashes. Asked at the end only, for the parent
 * may be on its way to a restart or an end of its own. Kind, at the end: {@code escalation-swallowed}.
 */
final class EscalationChecker implements Checker {
    private final Map<String, Event.Supervised> supervised = new HashMap<>();
    private final Map<String, Owed> owed = new LinkedHashMap<>();
    private final Fates fates = new Fates();

    /** What a parent owes since a child of its present instance escalated. */
    private record Owed(String child, Entry end, boolean hasFailed) {}

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        switch (entry.event()) {
            case Event.Supervised event -> supervised(event);
            case Event.Failed(String actor) -> failed(actor);
            case Event.Ended(String actor, Event.End _) -> {
                owed.remove(actor);
                escalatedIfCrashed(supervised.get(actor));
            }
            case Event.InstanceEnded(String actor, long _) -> owed.remove(actor);
            default -> {} // nobody fails
        }
    }

    /** The child may have ended before its parent could write this down. */
    private void supervised(Event.Supervised event) {
        supervised.put(event.actor(), event);
        escalatedIfCrashed(event);
    }

    private void escalatedIfCrashed(Event.@Nullable Supervised child) {
        if (child != null
                && child.directive() == Directive.ESCALATE
                && !child.parent().isEmpty()) {
            Entry end = fates.end(child.actor());
            if (end != null
                    && end.event() instanceof Event.Ended(String _, Event.End how)
                    && how == Event.End.CRASHED) {
                owed.put(child.parent(), new Owed(child.actor(), end, false));
            }
        }
    }

    private void failed(String actor) {
        Owed debt = owed.get(actor);
        if (debt != null) {
            if (goesOn(actor)) {
                owed.remove(actor);
            } else {
                owed.put(actor, new Owed(debt.child, debt.end, true));
            }
        }
    }

    /** Whether a failure leaves the instance as it is; of an actor that nobody wrote about, anything may be true. */
    private boolean goesOn(String actor) {
        Event.Supervised how = supervised.get(actor);
        return how == null || how.directive() == Directive.RESUME;
    }

    @Override
    public void end() {
        owed.forEach((parent, debt) -> {
            if (fates.end(parent) == null) {
                throw new Violation(
                        "escalation-swallowed",
                        debt.child + " escalated its failure at " + Violation.at(debt.end) + ", and its parent "
                                + parent + (debt.hasFailed ? " failed and went on all the same" : " did not fail"));
            }
        });
    }
}
