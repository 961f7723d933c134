package dev.parley.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * The unit on the wire: what one node says to another in one breath. Each type's bytes and rules are in
 * {@code docs/WIRE.md} under the name of the record.
 *
 * <p>Threading: immutable.
 * <p>Limits: names 255 bytes, sentences 1,024 bytes (longer ones are cut), paths 2,080 bytes, payloads 16 MiB.
 */
public sealed interface Frame {

    /** A lane number that means the control connection, or no lane. */
    int CONTROL = -1;

    /** The number of the encoding that every node writes and reads: CBOR. It is said by leaving it out. */
    int CBOR = 0;

    /** The number of the encoding that is readable text, see {@link PayloadEncoding}. */
    int JSON = 1;

    /** The number of payloads in Protocol Buffers. */
    int PROTOBUF = 2;

    /** The most lanes that a link has. */
    int MAX_LANES = 16;

    /** A system message: numbered from 1 per link incarnation, acknowledged, resent, served once and in order. */
    sealed interface Numbered extends Frame {
        long number();
    }

    /**
     * The first frame of each side on a connection, and the dialler's second one.
     *
     * @param later fields of later versions, kept as bytes because the proof covers them; empty in what we send
     */
    record Hello(Offer offer, Peer peer, Session session, Challenge challenge, WireBytes later) implements Frame {
        private static final long PATIENCE_MILLIS = 5_000;

        public Hello {
            Objects.requireNonNull(offer, "offer");
            Objects.requireNonNull(peer, "peer");
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(challenge, "challenge");
            Objects.requireNonNull(later, "later");
        }

        public Hello(Offer offer, Peer peer, Session session, Challenge challenge) {
            this(offer, peer, session, challenge, WireBytes.EMPTY);
        }

        /**
         * The same words with the terms of the link.
         *
         * @param patienceMillis silence after which the speaker gives its peer up; 1 to 2^32 - 1 ms
         * @param lanes how many lanes it would have; 1 to {@value #MAX_LANES}
         */
        public Hello on(long patienceMillis, int lanes) {
            ByteBuffer terms = ByteBuffer.allocate(Integer.BYTES + Short.BYTES);
            terms.putInt((int) patienceMillis).putShort((short) lanes);
            return new Hello(offer, peer, session, challenge, WireBytes.of(terms.array()));
        }

        /** Milliseconds of silence after which the speaker gives its peer up; {@value #PATIENCE_MILLIS} if not said. */
        public long patienceMillis() {
            long millis = later.length() < Integer.BYTES
                    ? 0
                    : Integer.toUnsignedLong(ByteBuffer.wrap(later.array()).getInt());
            return millis == 0 ? PATIENCE_MILLIS : millis;
        }

        /** How many lanes the speaker would have, at least 1; what is above {@value #MAX_LANES} counts as that. */
        public int lanes() {
            int said = later.length() < Integer.BYTES + Short.BYTES
                    ? 1
                    : Short.toUnsignedInt(ByteBuffer.wrap(later.array()).getShort(Integer.BYTES));
            return Math.clamp(said, 1, MAX_LANES);
        }

        /** The same words with this proof. */
        public Hello proven(WireBytes proof) {
            return new Hello(offer, peer, session, new Challenge(challenge.nonce(), proof), later);
        }

        /**
         * What the speaker can do.
         *
         * @param capabilities bits {@link #GUEST}, {@link #MINIMAL}, {@link #PAUSES}, {@link #WAITS},
         *     {@link #SCHEMAS}, {@link #INTERNS}, {@link #READS_JSON}, {@link #AFTERS} and {@link #READS_PROTOBUF};
         *     unknown ones are ignored
         * @param schema fingerprint of the speaker's lock; 0 = it goes by none
         */
        public record Offer(WireVersions versions, long capabilities, long schema) {

            /** The speaker does not listen and asks to be a guest. */
            public static final long GUEST = 1;

            /** The speaker understands {@link Pause} and {@link Resume}. */
            public static final long PAUSES = 4;

            /** The speaker understands {@link Waiting}. */
            public static final long WAITS = 16;

            /** The speaker understands {@link Schema}. */
            public static final long SCHEMAS = 32;

            /** The speaker takes by its place what it was told before on the same connection. */
            public static final long INTERNS = 64;

            /** The speaker reads payloads in JSON. */
            public static final long READS_JSON = 128;

            /** The speaker understands {@link After}. */
            public static final long AFTERS = 256;

            /** The speaker reads payloads in Protocol Buffers. */
            public static final long READS_PROTOBUF = 512;

            /** All that the full profile always has and the minimal one has not. */
            public static final long FULL = PAUSES | WAITS | SCHEMAS | INTERNS | AFTERS;

            /** A guest asks for the minimal profile, a member agrees to it. */
            public static final long MINIMAL = 2;

            public Offer {
                Objects.requireNonNull(versions, "versions");
            }

            public boolean has(long capability) {
                return (capabilities & capability) != 0;
            }

            /** The capability of reading payloads in an encoding; 0 for CBOR, which all read. */
            public static long reads(int codec) {
                return switch (codec) {
                    case JSON -> READS_JSON;
                    case PROTOBUF -> READS_PROTOBUF;
                    default -> 0;
                };
            }

            /** Whether the speaker asks for a minimal link: only guests can. */
            public boolean asksForMinimalLink() {
                return has(GUEST) && has(MINIMAL);
            }
        }

        /**
         * Who speaks.
         *
         * @param node where it listens; {@link WireNode#unlisted} for a guest
         * @param name the node's name, for people
         */
        public record Peer(String cluster, WireNode node, String name) {
            public Peer {
                WireText.name("the cluster", cluster);
                Objects.requireNonNull(node, "node");
                WireText.name("the name of a node", name);
            }
        }

        /**
         * Which link incarnation and which of its connections this is.
         *
         * @param own the speaker's link incarnation, not 0
         * @param peer what the speaker believes the other's to be; 0 = none
         * @param lane {@link Frame#CONTROL}, or a data lane from 0 to 65,534
         * @param guest the guest's id, given by the member; 0 = none
         */
        public record Session(long own, long peer, int lane, long guest) {
            public Session {
                if (own == 0) {
                    throw new IllegalArgumentException("a link incarnation is never 0");
                }
                requireLane(lane, CONTROL);
            }
        }

        /** A fresh random nonce and, where it is due, the proof that the speaker holds the key ({@link HelloProof}). */
        public record Challenge(WireBytes nonce, WireBytes proof) {

            /** Longest nonce and proof, in bytes. */
            public static final int MAX_BYTES = 64;

            public Challenge {
                if (nonce.length() > MAX_BYTES || proof.length() > MAX_BYTES) {
                    throw new IllegalArgumentException("a nonce and a proof have at most " + MAX_BYTES + " bytes");
                }
            }
        }
    }

    /** "I am here", and the highest system message served in order. */
    record Heartbeat(long delivered) implements Frame {}

    /** The last frame of a connection: why its sender closes it. */
    record Bye(WireError reason, String text) implements Frame {
        public Bye {
            Objects.requireNonNull(reason, "reason");
            text = WireText.sentence(text);
        }
    }

    /** The highest system message served in order. */
    record Ack(long number) implements Frame {}

    /** Opens a generation of a lane: the sender had sent so many frames on it before. */
    record Lane(int lane, long generation, long lastSent) implements Frame {
        public Lane {
            requireLane(lane, 0);
        }
    }

    /** The answer to {@link Lane}: the last frame of earlier generations that was delivered. */
    record LaneAt(int lane, long generation, long lastDelivered) implements Frame {
        public LaneAt {
            requireLane(lane, 0);
        }
    }

    /**
     * The lock that the sender goes by, before the first message of a connection whose sides go by different ones.
     *
     * @param text of a {@link dev.parley.wire.lock.ProtocolLock} in UTF-8; any bytes until somebody reads them
     */
    record Schema(WireBytes text) implements Frame {
        public Schema {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * What follows on this connection must not be served before these frames of other lanes were delivered, or are
     * known to be lost: whoever spoke there goes on speaking here.
     *
     * @param positions at most {@value #MAX_LANES}
     */
    record After(List<LanePosition> positions) implements Frame {
        public After {
            positions = atMostOneOfEachLane(positions);
        }
    }

    /**
     * A message of a user.
     *
     * @param destination the actor it is for; never {@link WireRef#NONE}
     * @param source the actor that sent it, or {@link WireRef#NONE}
     * @param slot where the answer belongs; {@link WireSlot#NONE} if it was told
     * @param deadlineMillis how long the answer is still wanted, from arrival; 0 = no limit
     * @param body type and bytes
     */
    record User(WireRef destination, WireRef source, WireSlot slot, long deadlineMillis, Body body) implements Frame {
        public User {
            requireActor("destination", destination);
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(slot, "slot");
            Objects.requireNonNull(body, "body");
            if (deadlineMillis < 0) {
                throw new IllegalArgumentException("a remaining deadline is not negative: " + deadlineMillis);
            }
        }

        /** The same for who keeps it, see {@link FrameDecoder#lend}. */
        public User kept() {
            Body own = new Body(body.type(), body.codec(), body.payload().kept());
            return new User(destination, source, slot, deadlineMillis, own);
        }
    }

    /**
     * A message without its addresses.
     *
     * @param type the registered name, see {@link Codecs#nameOf}
     * @param codec the encoding of the payload: {@link #CBOR}, {@link #JSON} or {@link #PROTOBUF}
     */
    record Body(String type, int codec, WireBytes payload) {
        public Body {
            WireText.name("the name of a type", type);
            requireCodec(codec);
            Objects.requireNonNull(payload, "payload");
        }

        /** One in CBOR. */
        public Body(String type, WireBytes payload) {
            this(type, CBOR, payload);
        }
    }

    /**
     * The answer for a slot.
     *
     * @param failure whether the payload is the sealed type of failures instead of the answer's type
     * @param codec the encoding of the payload: {@link #CBOR}, or another unless it is a failure
     */
    record Reply(WireSlot slot, boolean failure, int codec, WireBytes payload) implements Frame {
        public Reply {
            if (slot.isNone()) {
                throw new IllegalArgumentException("a reply needs a slot");
            }
            requireCodec(codec);
            if (failure && codec != CBOR) {
                throw new IllegalArgumentException("a failure is always in CBOR");
            }
            Objects.requireNonNull(payload, "payload");
        }

        /** The same for who keeps it, see {@link FrameDecoder#lend}. */
        public Reply kept() {
            return new Reply(slot, failure, codec, payload.kept());
        }

        /** One in CBOR. */
        public Reply(WireSlot slot, boolean failure, WireBytes payload) {
            this(slot, failure, CBOR, payload);
        }
    }

    /**
     * Says that a frame could not be served. Never an answer to another refusal, and nothing waits for it.
     *
     * @param destination the source of the frame that failed
     * @param source the destination of the frame that failed
     */
    record Refusal(WireRef destination, WireRef source, WireError error, String text) implements Frame {
        public Refusal {
            Objects.requireNonNull(destination, "destination");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(error, "error");
            text = WireText.sentence(text);
        }
    }

    /**
     * An actor is blocked in a request that the receiver has to answer, and others are blocked until it goes on.
     *
     * @param source the blocked actor, of the sender
     * @param slot where the answer belongs that it waits for
     * @param search the initiator's number for the request that it is blocked in itself
     * @param before the actors that wait, each for the next, the last of them for the source; the initiator first, and
     *     none when that is the source
     */
    record Waiting(WireRef source, WireSlot slot, long search, List<WireRef> before) implements Frame {
        /** Most actors before the source. */
        public static final int MAX_BEFORE = 31;

        public Waiting {
            requireActor("source", source);
            if (slot.isNone()) {
                throw new IllegalArgumentException(source + " waits for an answer, and there is no slot for it");
            }
            before = List.copyOf(before);
            before.forEach(actor -> requireActor("an actor that waits", actor));
            if (before.size() > MAX_BEFORE) {
                throw new IllegalArgumentException(
                        before.size() + " actors before " + source + ", and at most " + MAX_BEFORE + " are said");
            }
        }
    }

    /** The watcher wants to know when the target ends. */
    record Monitor(long number, WireRef target, WireRef watcher) implements Numbered {
        public Monitor {
            requireNumber(number);
            requireActor("target", target);
            requireActor("watcher", watcher);
        }
    }

    /** The watcher no longer wants to know. */
    record Unmonitor(long number, WireRef target, WireRef watcher) implements Numbered {
        public Unmonitor {
            requireNumber(number);
            requireActor("target", target);
            requireActor("watcher", watcher);
        }
    }

    /**
     * The target has ended.
     *
     * @param after the last frame of each lane that the target's messages took: the news is held until those were
     *     delivered or reported lost; at most {@value #MAX_LANES}
     */
    record Terminated(long number, WireRef target, WireRef watcher, End end, List<LanePosition> after)
            implements Numbered {
        public Terminated {
            requireNumber(number);
            requireActor("target", target);
            requireActor("watcher", watcher);
            Objects.requireNonNull(end, "end");
            after = atMostOneOfEachLane(after);
        }
    }

    /** How an actor ended, and a sentence about it. */
    record End(EndReason reason, String text) {
        public End {
            Objects.requireNonNull(reason, "reason");
            text = WireText.sentence(text);
        }
    }

    /** How an actor ended. */
    enum EndReason {
        STOPPED(1),
        CRASHED(2),
        NODE_DOWN(3),
        SPAWN_FAILED(4);

        private final int number;

        EndReason(int number) {
            this.number = number;
        }

        /** The number on the wire, u8. */
        public int number() {
            return number;
        }
    }

    /** A frame of a lane by its number. */
    record LanePosition(int lane, long number) {
        public LanePosition {
            requireLane(lane, 0);
        }
    }

    /**
     * Asks the receiver to host a child.
     *
     * @param child the ref that the child will have; its path and incarnation are the requester's choice
     * @param parent the actor that supervises it
     */
    record Spawn(long number, WireRef child, WireRef parent, Recipe recipe) implements Numbered {
        public Spawn {
            requireNumber(number);
            requireActor("child", child);
            requireActor("parent", parent);
            Objects.requireNonNull(recipe, "recipe");
            if (child.incarnation() == 0) {
                throw new IllegalArgumentException("the requester chooses the child's incarnation; it is not 0");
            }
        }
    }

    /** What to make: a registered kind, how its failures are treated, and its arguments. */
    record Recipe(String kind, SpawnPolicy policy, WireBytes args) {
        public Recipe {
            WireText.name("the name of a kind", kind);
            Objects.requireNonNull(policy, "policy");
            Objects.requireNonNull(args, "args");
        }
    }

    /** The answer to {@link Spawn}: the child runs, or the text says why it does not. */
    record Spawned(long number, WireRef child, WireRef parent, boolean ok, String text) implements Numbered {
        public Spawned {
            requireNumber(number);
            requireActor("child", child);
            requireActor("parent", parent);
            text = WireText.sentence(text);
        }
    }

    /** The parent stops its child. */
    record Stop(long number, WireRef target, WireRef parent) implements Numbered {
        public Stop {
            requireNumber(number);
            requireActor("target", target);
            requireActor("parent", parent);
        }
    }

    /**
     * The mailbox of an actor of the sender is filling up: what is for it shall wait on the other side, and all else go
     * on.
     *
     * @param actor the actor, with its incarnation; its adapters are meant, too
     * @param names paths under which it is reached without its incarnation
     */
    record Pause(long number, WireRef actor, List<String> names) implements Numbered {
        /** Most names of one actor. */
        public static final int MAX_NAMES = 16;

        public Pause {
            requireNumber(number);
            requireActor("actor", actor);
            requireIncarnation(actor);
            names = List.copyOf(names);
            if (names.size() > MAX_NAMES) {
                throw new IllegalArgumentException(names.size() + " names, and at most " + MAX_NAMES + " are said");
            }
        }
    }

    /**
     * There is room again.
     *
     * @param room how many messages may leave of those that wait; 1 and more
     */
    record Resume(long number, WireRef actor, int room) implements Numbered {
        /** For one that takes no messages any more, so that what waits for it is refused one by one. */
        public static final int ALL = Integer.MAX_VALUE;

        public Resume {
            requireNumber(number);
            requireActor("actor", actor);
            requireIncarnation(actor);
            if (room < 1) {
                throw new IllegalArgumentException("there is room for one message or more, not for " + room);
            }
        }
    }

    /**
     * The answer to {@link Resume}.
     *
     * @param held the last frames that had been put into the lanes when messages for the actor were still left, at most
     *     {@value #MAX_LANES}; none when none were left, and it is not paused any more
     */
    record Resumed(long number, WireRef actor, List<LanePosition> held) implements Numbered {
        public Resumed {
            requireNumber(number);
            requireActor("actor", actor);
            held = atMostOneOfEachLane(held);
        }
    }

    private static List<LanePosition> atMostOneOfEachLane(List<LanePosition> positions) {
        if (positions.size() > MAX_LANES) {
            throw new IllegalArgumentException(positions.size() + " lanes, at most " + MAX_LANES);
        }
        return List.copyOf(positions);
    }

    private static void requireIncarnation(WireRef actor) {
        if (actor.incarnation() == 0) {
            throw new IllegalArgumentException("an actor is paused with its incarnation, and " + actor + " has none");
        }
    }

    private static void requireCodec(int codec) {
        if (codec < CBOR || codec > PROTOBUF) {
            throw new IllegalArgumentException("no encoding has the number " + codec);
        }
    }

    private static void requireNumber(long number) {
        if (number <= 0) {
            throw new IllegalArgumentException("system messages are numbered from 1, not " + number);
        }
    }

    private static void requireLane(int lane, int lowest) {
        if (lane < lowest || lane >= 0xFFFF) {
            throw new IllegalArgumentException("lane " + lane + " is not within " + lowest + " to 65534");
        }
    }

    private static void requireActor(String what, WireRef ref) {
        if (ref.isNone()) {
            throw new IllegalArgumentException("the " + what + " is missing");
        }
    }
}
