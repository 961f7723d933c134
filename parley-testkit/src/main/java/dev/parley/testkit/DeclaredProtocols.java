package dev.parley.testkit;

import dev.parley.ActorRef;
import dev.parley.spi.Protocols;
import dev.parley.spi.RequestTypes;
import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Codecs;
import dev.parley.wire.Shape;
import dev.parley.wire.ValueCodec;
import dev.parley.wire.lock.ProtocolLock;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;

/**
 * Registers protocols as a node does, to see what they declare: the types that their messages reach, the answers to
 * their requests, and the protocols that refs in messages speak.
 */
final class DeclaredProtocols {

    private final Codecs codecs;
    private final Set<Type> registered = new HashSet<>();

    /** With the ids of this lock. */
    DeclaredProtocols(ProtocolLock lock) {
        codecs = Codecs.builder()
                .with(ActorRef.class, type -> {
                    register(Protocols.spokenBy(type));
                    return new NoCodec();
                })
                .lock(lock)
                .build();
    }

    /** A registry of these protocols. */
    Codecs codecsOf(Type... protocols) {
        for (Type protocol : protocols) {
            register(protocol);
        }
        return codecs;
    }

    private void register(Type protocol) {
        if (registered.add(protocol)) { // protocols may reach each other in a circle
            codecs.register(protocol);
            for (Class<?> request : Protocols.requestsOf(protocol)) {
                codecs.register(RequestTypes.of(request).reply());
            }
        }
    }

    /** Nothing is written here. */
    private static final class NoCodec implements ValueCodec<ActorRef<?>> {
        @Override
        public Shape shape() {
            return Shape.Scalar.REF;
        }

        @Override
        public void write(ActorRef<?> value, CborWriter out) {
            throw new UnsupportedOperationException("only declared");
        }

        @Override
        public ActorRef<?> read(CborReader in) {
            throw new UnsupportedOperationException("only declared");
        }
    }
}
