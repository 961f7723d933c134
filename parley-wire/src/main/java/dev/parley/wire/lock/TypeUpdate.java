package dev.parley.wire.lock;

import dev.parley.wire.lock.LockChange.Breaking;
import dev.parley.wire.lock.LockChange.Safe;
import dev.parley.wire.lock.LockedType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares one type of the lock with what the code declares for it now. Lines are matched by name; what is new gets the
 * id behind the largest that was ever used.
 */
final class TypeUpdate {

    private static final String DEFAULTED =
            "where it is missing, older programs take it for 0, false or empty: deploy readers first";
    private static final String READERS_FIRST = "new; programs that do not know it refuse it: deploy readers first";

    private final LockedType held;
    private final LockedType declared;
    private final FormerNames names;
    private final List<LockChange> changes = new ArrayList<>();
    private LockedType result;

    TypeUpdate(LockedType held, LockedType declared, FormerNames names) {
        this.held = held;
        this.declared = declared;
        this.names = names;
        this.result = held;
        if (held.kind() != declared.kind()) {
            breaking(
                    "the code declares '" + declared.header() + "', which is written in another way",
                    "give what is new a new name");
        } else {
            compare();
        }
    }

    /** The type with all safe changes made. */
    LockedType result() {
        return result;
    }

    List<LockChange> changes() {
        return changes;
    }

    private void compare() {
        List<LockedId> gone =
                new ArrayList<>(held.ids().stream().filter(id -> !id.retired()).toList());
        List<LockedId> fresh = new ArrayList<>();
        Map<LockedId, String> nameByLine = new HashMap<>();
        for (LockedId id : declared.ids()) {
            Optional<LockedId> line = names.find(held, id);
            if (line.isEmpty()) {
                fresh.add(id);
                continue;
            }
            String before = nameByLine.putIfAbsent(line.get(), id.name());
            gone.remove(line.get());
            if (before == null) {
                keep(line.get(), id);
            } else {
                breaking(
                        id.name() + " and " + before + " are one and the same in the lock",
                        "give one of them another name");
            }
        }
        if (held.kind() == Kind.RECORD) {
            findRenames(gone, fresh);
            gone.forEach(this::removeComponent);
            fresh.forEach(this::addComponent);
        } else {
            gone.forEach(this::removeChoice);
            fresh.forEach(this::addChoice);
        }
    }

    /** A component that is still there. */
    private void keep(LockedId line, LockedId now) {
        if (held.kind() != Kind.RECORD || line.type().equals(now.type())) {
            return;
        }
        WireTypeChange change = names.change(line, now);
        String was = line.name() + " was " + line.type() + " and is " + now.type() + " now";
        if (change == WireTypeChange.OTHER) {
            breaking(
                    was + ": " + change.note(),
                    "retire its line ('" + line.asRetired().text() + "'), and what is new gets an id of its own");
        } else if (now.required() && !line.required()) {
            breaking(was + ": it may be missing in what other programs send", "leave it as it was");
        } else {
            replace(line.withType(now.type()), was + ": " + note(line, now, change));
        }
    }

    /** What to take care of. What need not be there has a value for programs of before when it is not: they go on. */
    private static String note(LockedId line, LockedId now, WireTypeChange change) {
        if (line.required()) {
            return (now.required() ? change : WireTypeChange.OPTIONAL).note();
        }
        boolean mayBeAbsent = now.wireType().isOptional() && !line.wireType().isOptional();
        return mayBeAbsent ? DEFAULTED : change.note();
    }

    /** A component that is gone and one of the same type that is new may be one: only its author knows. */
    private void findRenames(List<LockedId> gone, List<LockedId> fresh) {
        for (LockedId old : List.copyOf(gone)) {
            Optional<LockedId> like = fresh.stream()
                    .filter(id -> id.required() == old.required() && names.change(old, id) == WireTypeChange.SAME)
                    .findFirst();
            if (like.isPresent()) {
                gone.remove(old);
                fresh.remove(like.get());
                String name = like.get().name();
                breaking(
                        old.name() + " is gone, and " + name + " of the same type is new",
                        "if it is a new name for the same thing, write '" + renamed(old, name) + "'; if not, retire '"
                                + old.asRetired().text() + "'");
            }
        }
    }

    private void removeComponent(LockedId line) {
        if (line.required()) {
            breaking(
                    line.name() + " is gone: programs that have it refuse messages without it",
                    "make it Optional first; when no older program runs any more, remove it");
        } else {
            replace(line.asRetired(), line.name() + " is gone: its id stays taken");
        }
    }

    private void addComponent(LockedId now) {
        if (now.required()) {
            breaking(
                    now.name() + " is new and must not be missing, but older programs do not send it",
                    "make it Optional, a primitive, a collection or @Nullable");
        } else {
            add(now, now.name() + " is new");
        }
    }

    private void removeChoice(LockedId line) {
        breaking(
                line.name() + " is gone: other programs may still send it",
                "keep it until no program does, then retire '"
                        + line.asRetired().text() + "'; if it has a new name, write '" + renamed(line, "NEW-NAME")
                        + "'");
    }

    private void addChoice(LockedId now) {
        add(now, now.name() + " is " + READERS_FIRST);
    }

    private void add(LockedId now, String note) {
        LockedId line = now.withId(result.nextId());
        result = result.with(line);
        safe(line, note);
    }

    private void replace(LockedId line, String note) {
        result = result.withIds(result.ids().stream()
                .map(id -> id.id() == line.id() ? line : id)
                .toList());
        safe(line, note);
    }

    private static String renamed(LockedId line, String name) {
        List<String> formers = new ArrayList<>(line.was());
        formers.add(line.name());
        return new LockedId(line.id(), false, name, line.type(), formers).text();
    }

    private void safe(LockedId line, String note) {
        changes.add(new Safe(held.header(), line.text(), note));
    }

    private void breaking(String why, String remedy) {
        changes.add(new Breaking(held.header(), why, remedy));
    }
}
