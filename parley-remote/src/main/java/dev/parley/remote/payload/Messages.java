package dev.parley.remote.payload;

import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.Kind;
import dev.parley.Result;
import dev.parley.spi.Protocols;
import dev.parley.spi.RequestTypes;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.ProtocolCodec;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireException;
import dev.parley.wire.lock.ProtocolLock;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this node can say and understand: messages, answers, failures, arguments of kinds. The registry is closed:
 * declaring a protocol registers all that its messages and answers are made of, and nothing else crosses the wire.
 *
 * <p>Threading: any thread.
 */
public final class Messages {
    private final Codecs codecs;

    /** Their ids are part of the protocol between nodes; no lock changes them. */
    private final Codecs failures = Codecs.builder().build();

    private final Set<Type> declared = ConcurrentHashMap.newKeySet();
    private final Set<Type> underWay = new HashSet<>();

    /** With the ids of this lock, and with that other encoding. */
    public Messages(Refs refs, ProtocolLock lock, Optional<PayloadEncoding> other) {
        Codecs.Builder builder = Codecs.builder()
                .with(ActorRef.class, type -> new RefCodec(refs, protocolOf(type)))
                .lock(lock);
        other.ifPresent(builder::encoding);
        codecs = builder.build();
        failures.register(Failure.class);
    }

    private Type protocolOf(Type ref) {
        Type protocol = Protocols.spokenBy(ref);
        declare(protocol);
        return protocol;
    }

    /** Registers a protocol, the types it reaches, and the answers to its requests. */
    public void declare(Type protocol) {
        if (!declared.contains(protocol)) {
            register(protocol);
        }
    }

    /** One at a time, so that nobody takes a protocol for registered before all of it is. */
    private synchronized void register(Type protocol) {
        if (declared.contains(protocol) || !underWay.add(protocol)) {
            return; // protocols may reach each other in a circle
        }
        try {
            codecs.register(protocol);
            Protocols.requestsOf(protocol).forEach(this::declareReply);
            declared.add(protocol);
        } finally {
            underWay.remove(protocol);
        }
    }

    public synchronized void declare(Kind<?, ?> kind) {
        declare(kind.protocol());
        codecs.register(kind.arguments());
    }

    /** What is wrong with a reply's type is found by whoever reads which request it answers. */
    private void declareReply(Class<?> request) {
        try {
            codecs.register(RequestTypes.of(request).reply());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "the reply to " + request.getTypeName() + ", " + refused.getMessage(), refused);
        }
    }

    /** What writes and reads the messages of a protocol; to be kept once that is declared. */
    public ProtocolCodec codec(Type protocol) {
        return codecs.protocol(protocol);
    }

    /** What {@link #encodeAnswer} gave for an answer that is no failure, in the other encoding; null if too long. */
    public @Nullable WireBytes encodedAnswer(Type reply, WireBytes answer) throws WireException {
        byte[] encoded = codecs.encoded(reply, answer.array());
        return encoded == null ? null : WireBytes.of(encoded);
    }

    /** The number of the other encoding; {@link Frame#CBOR} if there is none. */
    public int otherEncoding() {
        return codecs.otherEncoding();
    }

    public WireBytes encodeArguments(Kind<?, ?> kind, Record arguments) throws WireException {
        return codecs.payload(kind.arguments(), arguments);
    }

    public Record decodeArguments(Kind<?, ?> kind, WireBytes arguments) throws WireException {
        return (Record) codecs.decode(kind.arguments(), arguments.array());
    }

    /** The names of the types that values of this one are made of first, as a lock has them. */
    public List<String> namesIn(Type type) {
        return codecs.namesIn(type);
    }

    /** The answer to a request whose reply is of that type. */
    public WireBytes encodeAnswer(Type reply, Result<?> result) throws WireException {
        return switch (result) {
            case Result.Ok<?> ok -> codecs.payload(reply, ok.value());
            case Result.Err<?> err -> failures.payload(Failure.class, err.failure());
        };
    }

    public Result<?> decodeAnswer(Type reply, Frame.Reply frame) throws WireException {
        return frame.failure()
                ? new Result.Err<>(
                        (Failure) failures.decode(Failure.class, frame.payload().array()))
                : new Result.Ok<>(codecs.decode(reply, frame.codec(), frame.payload()));
    }
}
