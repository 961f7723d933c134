package dev.parley.wire;

import java.lang.reflect.Type;

/**
 * Writes and reads the messages of one protocol: looked up once, for as long as the registry lives.
 *
 * <p>Threading: any thread. Limits and failure: as {@link Codecs}.
 */
public final class ProtocolCodec {

    private final Codecs codecs;
    private final Type protocol;
    private final Messages messages;

    ProtocolCodec(Codecs codecs, Type protocol, Messages messages) {
        this.codecs = codecs;
        this.protocol = protocol;
        this.messages = messages;
    }

    /** A message as name and bytes. */
    public Frame.Body encode(Object message) throws WireException {
        return codecs.encodeMessage(messages, message);
    }

    /**
     * What {@link #encode} gave, in the registry's other encoding.
     *
     * @return the body itself if there is no other encoding, or the payload would be too long in it
     */
    public Frame.Body encoded(Frame.Body body) throws WireException {
        PayloadEncoding other = codecs.encodings().other();
        Messages.Message message = messages.byName(body.type());
        if (message == null || other == null) {
            return body;
        }
        byte[] payload = codecs.encodings()
                .encoded(body.payload().array(), Codecs.leafOf(message).shape());
        return payload == null ? body : new Frame.Body(body.type(), other.number(), WireBytes.of(payload));
    }

    /**
     * The message of a body.
     *
     * @throws WireException {@link WireError#WRONG_PROTOCOL} if it is a message, but not of this protocol; {@link
     *     WireError#UNKNOWN_TYPE} if it is none
     */
    public Object decode(Frame.Body body) throws WireException {
        Messages.Message message = messages.byName(body.type());
        if (message == null) {
            throw new WireException(
                    codecs.isMessage(body.type()) ? WireError.WRONG_PROTOCOL : WireError.UNKNOWN_TYPE,
                    "'" + body.type() + "' is no message of " + Types.text(protocol));
        }
        return codecs.read(Codecs.leafOf(message), body);
    }
}
