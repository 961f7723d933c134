package dev.parley.testkit.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: what was taken from the writer, is under way, or has arrived and was not read. All
 * of it together fits into one window; a full window takes nothing more, as when a peer stops reading.
 *
 * <pre>
 *   write -> [ under way ] -> arrives -> [ unread ] -> read in pieces
 * </pre>
 *
 * <p>Threading: the driver.
 */
final class Pipe {
    private static final int PARTIAL_WRITE_ODDS = 8;
    private static final int SINGLE_BYTE_ODDS = 16;
    private static final int PARTIAL_READ_ODDS = 4;
    private static final int LARGEST_PIECE_BYTES = 1 << 16;

    private final Link link;
    private final Agenda agenda;
    private final String from;
    private final SimulatedConnection writer;
    private final int windowBytes;
    private final ArrayDeque<Segment> underWay = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> unread = new ArrayDeque<>();
    private final Active<Boolean> swallowed = new Active<>();
    private int underWayBytes;
    private int unreadBytes;
    private long lastArrivalNanos;
    private long stuckSinceNanos = -1;
    private long silentUntilNanos;
    private boolean writerWaits;
    private boolean roomAnnounced;
    private long roomAnnouncedNanos;
    private boolean ended;
    private Segment.@Nullable End arrivedEnd;

    Pipe(Link link, String from, SimulatedConnection writer) {
        this.link = link;
        this.agenda = link.network().world().agenda();
        this.from = from;
        this.writer = writer;
        this.windowBytes = link.windowBytes();
        link.add(this);
    }

    /** Takes some of the bytes: all that fit, or at times fewer. */
    int write(ByteBuffer source) {
        int offered = source.remaining();
        int taken = Math.min(offered, windowBytes - underWayBytes - unreadBytes);
        if (taken > 1 && link.chance(PARTIAL_WRITE_ODDS)) {
            taken = 1 + link.random().nextInt(taken - 1);
        }
        if (taken < offered) {
            writerWaits = true;
            if (underWayBytes + unreadBytes + taken < windowBytes) {
                announceRoom();
            }
        }
        if (taken > 0) {
            take(source, taken);
        }
        return taken;
    }

    private void take(ByteBuffer source, int count) {
        for (int left = count; left > 0; ) {
            byte[] packet = new byte[Math.min(left, link.packetBytes())];
            source.get(packet);
            left -= packet.length;
            if (!ended) { // else the stream has ended already and the writer does not know yet
                send(packet, null);
            }
        }
    }

    /** Ends this direction after what was taken so far, or, if reset, after an arbitrary prefix of it. */
    void end(Segment.End how) {
        if (ended) {
            return;
        }
        ended = true;
        if (how == Segment.End.RESET) {
            loseSuffix();
        }
        send(new byte[0], how);
    }

    /** Nobody reads any more: what is under way goes nowhere. */
    void abandon() {
        underWay.clear();
        unread.clear();
        underWayBytes = 0;
        unreadBytes = 0;
        ended = true;
        writerWaits = false;
        link.remove(this);
    }

    boolean isEmpty() {
        return underWayBytes + unreadBytes == 0;
    }

    int unreadBytes() {
        return unreadBytes;
    }

    /** How the stream ended, once that has arrived. */
    Segment.@Nullable End arrivedEnd() {
        return arrivedEnd;
    }

    /** Takes the next piece of what has arrived: sometimes one byte, sometimes any part, mostly all. */
    byte[] read() {
        int size = Math.min(unreadBytes, LARGEST_PIECE_BYTES);
        if (link.hasSingleBytes() || link.chance(SINGLE_BYTE_ODDS)) {
            size = 1;
        } else if (link.chance(PARTIAL_READ_ODDS)) {
            size = 1 + link.random().nextInt(size);
        }
        byte[] piece = takeUnread(size);
        announceRoom();
        return piece;
    }

    private byte[] takeUnread(int size) {
        byte[] piece = new byte[size];
        int filled = 0;
        while (filled < size) {
            ByteBuffer head = unread.element();
            int part = Math.min(head.remaining(), size - filled);
            head.get(piece, filled, part);
            filled += part;
            if (!head.hasRemaining()) {
                unread.remove();
            }
        }
        unreadBytes -= size;
        return piece;
    }

    /** Packets get through again: what was stuck follows after the sender's back-off. */
    void healed() {
        if (stuckSinceNanos >= 0) {
            long delayNanos = link.backoffNanos(agenda.nowNanos() - stuckSinceNanos);
            silentUntilNanos = agenda.nowNanos() + delayNanos;
            agenda.after(delayNanos, this::arrive);
        }
        announceRoom();
    }

    /** Lets nothing through until the result is run, and then what is stuck, as after a cut. */
    Runnable swallow() {
        Runnable end = swallowed.begin(true);
        return () -> {
            end.run();
            if (swallowed.isEmpty()) {
                healed();
            }
        };
    }

    /** The link is no longer slow: what waits for its turn travels now. */
    void hurry() {
        long soonestNanos = agenda.nowNanos() + link.latencyNanos();
        underWay.forEach(segment -> segment.arrivesNanos = Math.min(segment.arrivesNanos, soonestNanos));
        lastArrivalNanos = Math.min(lastArrivalNanos, soonestNanos);
        agenda.after(soonestNanos - agenda.nowNanos(), this::arrive);
    }

    /** No packets are lost any more: what has to be sent again is, at the end of the back-off that runs. */
    void relieve() {
        long now = agenda.nowNanos();
        long latestNanos = now;
        for (Segment segment : underWay) {
            long nextNanos = now + link.backoffNanos(now - segment.sentNanos);
            if (nextNanos < segment.arrivesNanos) {
                segment.arrivesNanos = nextNanos;
                agenda.after(nextNanos - now, this::arrive);
            }
            latestNanos = Math.max(latestNanos, segment.arrivesNanos);
        }
        lastArrivalNanos = Math.min(lastArrivalNanos, latestNanos);
        if (roomAnnounced) {
            agenda.after(link.backoffNanos(now - roomAnnouncedNanos), this::offerRoom);
        }
    }

    private void send(byte[] bytes, Segment.@Nullable End end) {
        long now = agenda.nowNanos();
        lastArrivalNanos = Math.max(lastArrivalNanos, link.arrivalNanos(from, bytes.length));
        underWay.add(new Segment(bytes, end, now, lastArrivalNanos));
        underWayBytes += bytes.length;
        agenda.after(lastArrivalNanos - now, this::arrive);
    }

    private void arrive() {
        boolean arrived = false;
        Segment head = underWay.peek();
        while (head != null && head.arrivesNanos <= agenda.nowNanos() && !isStuck(head)) {
            underWay.remove();
            land(head);
            arrived = true;
            head = underWay.peek();
        }
        if (head == null || head.arrivesNanos > agenda.nowNanos()) {
            stuckSinceNanos = -1;
        } else if (stuckSinceNanos < 0) {
            stuckSinceNanos = agenda.nowNanos();
        }
        if (arrived) {
            writer.peer().arrived();
        }
    }

    private boolean isStuck(Segment head) {
        return !swallowed.isEmpty() || link.blocks(from, head.sentNanos) || agenda.nowNanos() < silentUntilNanos;
    }

    private void land(Segment segment) {
        underWayBytes -= segment.bytes.length;
        if (segment.end != null) {
            arrivedEnd = segment.end;
            link.remove(this);
        } else {
            unread.add(ByteBuffer.wrap(segment.bytes));
            unreadBytes += segment.bytes.length;
        }
    }

    private void announceRoom() {
        if (writerWaits && !roomAnnounced) {
            roomAnnounced = true;
            roomAnnouncedNanos = agenda.nowNanos();
            agenda.after(link.latencyNanos() + link.resendNanos(), this::offerRoom);
        }
    }

    private void offerRoom() {
        roomAnnounced = false;
        if (writerWaits && !link.isCut() && swallowed.isEmpty() && underWayBytes + unreadBytes < windowBytes) {
            writerWaits = false;
            writer.roomAgain();
        }
    }

    private void loseSuffix() {
        int kept = underWayBytes == 0 ? 0 : link.random().nextInt(underWayBytes + 1);
        ArrayDeque<Segment> prefix = new ArrayDeque<>();
        for (Segment segment : underWay) {
            Segment part = segment.first(Math.min(kept, segment.bytes.length));
            if (part.bytes.length > 0) {
                prefix.add(part);
                kept -= part.bytes.length;
            }
        }
        underWay.clear();
        underWay.addAll(prefix);
        underWayBytes =
                prefix.stream().mapToInt(segment -> segment.bytes.length).sum();
    }
}
