package dev.parley.wire;

import dev.parley.wire.lock.ProtocolLock;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The closed registry of the types that a node writes and reads: records, sealed interfaces of records and enums,
 * enums, what the JDK offers for values, and extensions. What is not registered, or reached from there, is neither
 * written nor read; no class name ever comes from the wire.
 *
 * <p>One registry belongs to one node, never to a class: so users' classes can be unloaded.
 *
 * <p>Threading: any thread. Registering takes a lock, reading and writing take none.
 * <p>Limits: {@link CodecLimits}.
 * <p>Failure: a type that cannot be done fails when it is registered, with an {@link IllegalArgumentException} that
 * names the component; bytes and values fail with {@link WireException} and nothing else.
 */
public final class Codecs {

    private final CodecLimits limits;
    private final Encodings encodings;
    private final TypeGraph.Settings settings;
    private final Object lock = new Object();

    /** Replaced as a whole by each registration. */
    private volatile Registered registered = Registered.nothing();

    /** The registration under way, which one from an extension's factory joins; guarded by the lock. */
    private @Nullable Registration underWay;

    private Codecs(Builder builder) {
        this.limits = builder.limits;
        this.encodings = new Encodings(builder.encoding, builder.limits);
        this.settings = new TypeGraph.Settings(
                new HashMap<>(builder.extensions),
                new HashMap<>(builder.prototypes),
                builder.lock,
                new RecordAccess(),
                builder.encoding != null);
    }

    /** A registry without types. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Registers a type and everything reachable from it. The leaves of a sealed interface, or a record or enum itself,
     * become messages with names; a type of any other shape is one that can be answered. Again is allowed. A type that
     * is refused leaves the registry as it was.
     *
     * @throws IllegalArgumentException naming the first component that cannot be done, and the remedy
     */
    public void register(Type type) {
        synchronized (lock) {
            Registration outer = underWay;
            if (outer != null) {
                outer.add(Types.canonical(type));
                return;
            }
            Registration registration = new Registration(registered, settings);
            underWay = registration;
            try {
                registration.add(Types.canonical(type));
                registered = registration.result();
            } finally {
                underWay = null;
            }
        }
    }

    /** The same for types in a package that is not open to us: pass {@code MethodHandles.lookup()} of their module. */
    public void register(Type type, MethodHandles.Lookup lookup) {
        synchronized (lock) {
            settings.access().add(lookup);
            register(type);
        }
    }

    /**
     * What the registered types, and those that they reach, declare: the lock that they would have if none had been
     * before. Ids are in the order of declaration, whatever the lock of this registry says. Classes that extensions
     * stand for are not in it.
     *
     * @throws IllegalArgumentException if two types have one name on the wire
     */
    public ProtocolLock declared() {
        synchronized (lock) {
            return new TypeGraph(settings, registered).declared();
        }
    }

    /**
     * What the values of each type are made of that was registered as such, in the order of their names; of what else
     * they reach, these lead there.
     */
    public List<Shape> shapes() {
        Registered now = registered;
        return now.protocols().keySet().stream()
                .sorted(Comparator.comparing(Types::text).thenComparing(Type::getTypeName))
                .map(type -> Objects.requireNonNull(now.codecs().get(type)).shape())
                .toList();
    }

    /**
     * The codec of a type that was registered or reached, for use inside another codec.
     *
     * @throws WireException {@link WireError#NOT_ENCODABLE} for any other type
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the type twice: T and type
    public <T> ValueCodec<T> codec(Type type) throws WireException {
        ValueCodec<Object> codec = registered.codecs().get(Types.canonical(type));
        if (codec == null) {
            throw new WireException(
                    WireError.NOT_ENCODABLE, Types.text(type) + " is not registered: reach it from a protocol");
        }
        return (ValueCodec<T>) codec;
    }

    /**
     * The names by which a lock knows the types in this one: its own, and those of its arguments. Those of the JDK, and
     * those that extensions stand for, are in no lock.
     */
    public List<String> namesIn(Type type) {
        Class<?> raw = Types.rawOf(type);
        if (settings.extensions().containsKey(raw)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        names.add(MessageNames.nameOf(raw));
        if (type instanceof ParameterizedType applied) {
            for (Type argument : applied.getActualTypeArguments()) {
                names.addAll(namesIn(argument));
            }
        }
        return names;
    }

    /** The name that a message of this class has on the wire. */
    public String nameOf(Class<?> leaf) throws WireException {
        return known(registered.messages().byClass(leaf), leaf).name();
    }

    /** The class of the messages of that name. */
    public Optional<Class<?>> byName(String name) {
        return Optional.ofNullable(registered.messages().byName(name)).map(Messages.Message::type);
    }

    /** Writes a value of this type. */
    public byte[] encode(Type type, Object value) throws WireException {
        return write(codec(type), value).toByteArray();
    }

    /** As {@link #encode}, for a frame: a large array in the value is not copied, and must not be changed any more. */
    public WireBytes payload(Type type, Object value) throws WireException {
        return write(codec(type), value).toBytes();
    }

    /** Reads a value of this type; no bytes may follow it. */
    public Object decode(Type type, byte[] payload) throws WireException {
        return read(codec(type), WireBytes.of(payload));
    }

    /** Reads a value of this type that came in the encoding of that number; no bytes may follow it. */
    public Object decode(Type type, int codec, WireBytes payload) throws WireException {
        ValueCodec<Object> valueCodec = codec(type);
        return read(valueCodec, cbor(codec, payload, valueCodec::shape));
    }

    /** What is in no other encoding, so almost all, needs no shape. */
    private WireBytes cbor(int codec, WireBytes payload, Supplier<Shape> shape) throws WireException {
        return codec == Frame.CBOR ? payload : WireBytes.of(encodings.cbor(codec, payload.array(), shape.get()));
    }

    /**
     * What {@link #encode} gave, in the registry's other encoding.
     *
     * @return null if there is no other encoding, or the payload would be too long in it
     */
    public byte @Nullable [] encoded(Type type, byte[] cbor) throws WireException {
        return encodings.encoded(cbor, codec(type).shape());
    }

    /** Whether a message of that name is registered, of whatever protocol. */
    boolean isMessage(String name) {
        return registered.messages().byName(name) != null;
    }

    Encodings encodings() {
        return encodings;
    }

    /** The number of the other encoding that payloads are read in; {@link Frame#CBOR} if there is none. */
    public int otherEncoding() {
        PayloadEncoding other = encodings.other();
        return other == null ? Frame.CBOR : other.number();
    }

    /** A message of any registered protocol, as name and bytes. */
    public Frame.Body encodeMessage(Object message) throws WireException {
        return encodeMessage(registered.messages(), message);
    }

    /**
     * What writes and reads the messages of one protocol; needed where a generic protocol is registered with different
     * arguments, and for who writes or reads many. One that is not registered has no messages.
     */
    public ProtocolCodec protocol(Type protocol) {
        Messages messages = registered.protocols().get(Types.canonical(protocol));
        return new ProtocolCodec(this, protocol, messages == null ? new Messages() : messages);
    }

    /**
     * The message of a body, of any registered protocol.
     *
     * @throws WireException {@link WireError#UNKNOWN_TYPE} if no type has its name
     */
    public Object decodeMessage(Frame.Body body) throws WireException {
        Messages.Message message = registered.messages().byName(body.type());
        if (message == null) {
            throw new WireException(
                    WireError.UNKNOWN_TYPE,
                    "no message type '" + body.type() + "' is registered: register its protocol");
        }
        return read(leafOf(message), body);
    }

    Object read(LeafCodec leaf, Frame.Body body) throws WireException {
        return read(leaf.alone(), cbor(body.codec(), body.payload(), leaf::shape));
    }

    Frame.Body encodeMessage(Messages messages, Object value) throws WireException {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        Messages.Message message = known(messages.byClass(type), type);
        return new Frame.Body(
                message.name(), write(leafOf(message).alone(), value).toBytes());
    }

    private static Messages.Message known(Messages.@Nullable Message message, Class<?> type) throws WireException {
        if (message == null) {
            throw new WireException(
                    WireError.NOT_ENCODABLE,
                    MessageNames.nameOf(type) + " is no registered message: register its protocol");
        }
        return message;
    }

    static LeafCodec leafOf(Messages.Message message) throws WireException {
        LeafCodec codec = message.codec();
        if (codec == null) {
            throw new WireException(
                    WireError.NOT_ENCODABLE,
                    "'" + message.name() + "' is registered with different type arguments: name the protocol");
        }
        return codec;
    }

    private CborWriter write(ValueCodec<Object> codec, Object value) throws WireException {
        CborWriter out = new CborWriter(limits);
        try {
            codec.write(value, out);
        } catch (RuntimeException broken) {
            // A wrong class, a collection that moves while it is read, an extension that throws: all are the sender's.
            throw UserCode.failed(WireError.NOT_ENCODABLE, "writing " + MessageNames.nameOf(value.getClass()), broken);
        }
        return out;
    }

    private Object read(ValueCodec<Object> codec, WireBytes payload) throws WireException {
        CborReader in = payload.reader(limits);
        try {
            Object value = codec.read(in);
            in.expectEnd();
            return value;
        } catch (RuntimeException broken) {
            // A user's equals or hashCode in a set, or an extension that throws.
            throw UserCode.failed(WireError.VALUE_REFUSED, "building a value", broken);
        }
    }

    /** Collects what a registry needs to know before the first type. */
    public static final class Builder {

        private final Map<Class<?>, Function<Type, ValueCodec<?>>> extensions = new HashMap<>();
        private final Map<Class<?>, Record> prototypes = new HashMap<>();
        private ProtocolLock lock = ProtocolLock.empty();
        private CodecLimits limits = CodecLimits.defaults();
        private @Nullable PayloadEncoding encoding;

        private Builder() {}

        /**
         * A codec for a class that is no record, enum or sealed interface. The factory gets the full generic type, and
         * may register further types while it runs.
         */
        public Builder with(Class<?> raw, Function<Type, ValueCodec<?>> factory) {
            extensions.put(Objects.requireNonNull(raw, "raw"), Objects.requireNonNull(factory, "factory"));
            return this;
        }

        /**
         * Components of this value stand in for entries that are missing in what an older peer sends. An Optional must
         * be empty in it, and what is {@code @Nullable} null: that is how they are sent when there is nothing.
         */
        public Builder defaults(Record prototype) {
            prototypes.put(prototype.getClass(), prototype);
            return this;
        }

        /**
         * Where ids come from. Types that it holds have the ids, and may arrive with the names, that it says; others
         * have ids by their declaration. A type that declares what its lock does not know, or something else, is
         * refused when it is registered.
         */
        public Builder lock(ProtocolLock newLock) {
            lock = Objects.requireNonNull(newLock, "newLock");
            return this;
        }

        /**
         * Reads payloads in this encoding, too, and writes them with {@link Codecs#encoded}. Types whose leaves have
         * one name are then refused when they are registered.
         */
        public Builder encoding(PayloadEncoding other) {
            encoding = Objects.requireNonNull(other, "other");
            return this;
        }

        public Builder limits(CodecLimits newLimits) {
            limits = Objects.requireNonNull(newLimits, "newLimits");
            return this;
        }

        public Codecs build() {
            return new Codecs(this);
        }
    }
}
