package dev.parley.wire.lock;

import java.util.List;

/**
 * What comes of comparing a committed lock with what the code declares.
 *
 * @param lock the committed one with all safe changes made
 * @param changes by the names of their types; none if the committed lock says it all
 */
public record LockUpdate(ProtocolLock lock, List<LockChange> changes) {

    public LockUpdate {
        changes = List.copyOf(changes);
    }

    /** Whether the committed lock says it all. */
    public boolean isUnchanged() {
        return changes.isEmpty();
    }

    /** The changes that must not be made as they are. */
    public List<LockChange.Breaking> breaking() {
        return changes.stream()
                .filter(LockChange.Breaking.class::isInstance)
                .map(LockChange.Breaking.class::cast)
                .toList();
    }

    /** The changes that only want to be written down. */
    public List<LockChange.Safe> safe() {
        return changes.stream()
                .filter(LockChange.Safe.class::isInstance)
                .map(LockChange.Safe.class::cast)
                .toList();
    }
}
