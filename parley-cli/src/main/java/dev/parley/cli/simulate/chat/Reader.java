package dev.parley.cli.simulate.chat;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.RoomState;
import dev.parley.testkit.history.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads along on one screen: each line once, in places that grow within a life, lives that never fall, each line behind
 * the news of its room; and in the end no line missing.
 */
final class Reader {
    private final String user;
    private final Map<Long, String> nodeOfLife;
    private final Set<String> seen = new HashSet<>();
    private ChatEvent.Room room = new ChatEvent.Room(RoomState.MOVING, "", 0);
    private long seq;

    /** {@code nodeOfLife}: what all readers together have learnt. */
    Reader(String user, Map<Long, String> nodeOfLife) {
        this.user = user;
        this.nodeOfLife = nodeOfLife;
    }

    /** The next event on the screen. */
    void read(ChatEvent event) {
        switch (event) {
            case ChatEvent.Room now -> moved(now);
            case ChatEvent.Said line -> said(line);
            case ChatEvent.Joined _, ChatEvent.Left _, ChatEvent.WhoAnswer _, ChatEvent.WhereAnswer _ -> {}
            case ChatEvent.Refused _, ChatEvent.Disconnected _ -> {}
        }
    }

    private void moved(ChatEvent.Room now) {
        require(now.life() >= room.life(), "life-falls", now + " after " + room);
        seq = now.life() > room.life() ? 0 : seq;
        room = now;
    }

    private void said(ChatEvent.Said line) {
        require(
                room.equals(new ChatEvent.Room(RoomState.ON, line.room(), line.life())),
                "line-before-its-room",
                line + " after " + room);
        require(line.seq() > seq, "line-out-of-order", line + " after place " + seq);
        require(seen.add(line.text()), "line-doubled", line.toString());
        String node = nodeOfLife.merge(line.life(), line.room(), (first, _) -> first);
        require(node.equals(line.room()), "two-hosts-of-one-life", line + ", and others saw it on " + node);
        seq = line.seq();
    }

    /** The chat is over: nothing may be missing. */
    void end(List<String> texts) {
        List<String> missing =
                texts.stream().filter(text -> !seen.contains(text)).toList();
        require(missing.isEmpty(), "line-lost", missing.size() + " lines, the first of them " + missing);
    }

    int seen() {
        return seen.size();
    }

    private void require(boolean holds, String kind, String what) {
        if (!holds) {
            throw new Violation(kind, user + " saw " + what);
        }
    }
}
