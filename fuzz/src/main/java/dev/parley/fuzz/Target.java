package dev.parley.fuzz;

import dev.parley.fuzz.make.Addresses;
import dev.parley.fuzz.make.Frames;
import dev.parley.fuzz.make.Vectors;
import dev.parley.fuzz.subject.AddressSubject;
import dev.parley.fuzz.subject.DialledSubject;
import dev.parley.fuzz.subject.EncodedSubject;
import dev.parley.fuzz.subject.FrameSubject;
import dev.parley.fuzz.subject.PayloadSubject;
import dev.parley.fuzz.subject.PeerSubject;
import dev.parley.fuzz.subject.ProtobufSubject;
import dev.parley.fuzz.subject.StrangerSubject;
import dev.parley.json.JsonPayloads;
import dev.parley.protobuf.ProtobufPayloads;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is fuzzed. */
@SuppressWarnings("ImmutableEnumChecker") // what makes makers and subjects keeps nothing
public enum Target {
    FRAMES(
            "bytes to frames: the incremental decoder and its limits",
            5_000,
            () -> new Frames(Vectors.frames()),
            _ -> new FrameSubject()),
    PAYLOADS(
            "payloads to values: the record codec and its limits",
            5_000,
            PayloadSubject::maker,
            _ -> new PayloadSubject()),
    JSON(
            "payloads in JSON to values",
            5_000,
            () -> EncodedSubject.maker(JsonPayloads.readable()),
            _ -> new EncodedSubject(JsonPayloads.readable(), 64)),
    PROTOBUF_PAYLOADS(
            "payloads in Protocol Buffers to values",
            5_000,
            () -> EncodedSubject.maker(ProtobufPayloads.standard()),
            _ -> new EncodedSubject(ProtobufPayloads.standard(), 320)),
    ADDRESSES("texts to addresses of actors and nodes", 5_000, Addresses::new, _ -> new AddressSubject()),
    PROTOBUF("Protocol Buffers inside a record", 5_000, ProtobufSubject::maker, _ -> new ProtobufSubject()),
    STRANGERS(
            "the handshake of a node with who dials it, with a key and without",
            250,
            StrangerSubject::maker,
            StrangerSubject::new),
    DIALLED("the handshake of a node with whom it dials", 250, DialledSubject::maker, DialledSubject::new),
    PEERS("a link with a peer that was let in, on control and lane", 250, PeerSubject::maker, PeerSubject::new);

    private final String what;
    private final int inputsOfRound;
    private final Supplier<Maker> maker;
    private final LongFunction<Subject> subject;

    Target(String what, int inputsOfRound, Supplier<Maker> maker, LongFunction<Subject> subject) {
        this.what = what;
        this.inputsOfRound = inputsOfRound;
        this.maker = maker;
        this.subject = subject;
    }

    /** Its name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, for people. */
    public String what() {
        return what;
    }

    /** How many inputs one subject takes before the next begins afresh. */
    int inputsOfRound() {
        return inputsOfRound;
    }

    /** What makes its inputs. */
    public Maker maker() {
        return maker.get();
    }

    /** A fresh one; all its chance comes from {@code seed}. */
    public Subject subject(long seed) {
        return subject.apply(seed);
    }

    /** The one of that name. */
    public static Optional<Target> titled(String title) {
        return Stream.of(values())
                .filter(target -> target.title().equals(title))
                .findFirst();
    }
}
