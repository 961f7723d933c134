package dev.parley.json;

import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Frame;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Payloads as JSON that people can read on the wire: {@code NodeConfig.withPayloads(JsonPayloads.readable())}. A node
 * that has it writes JSON to peers that read it, CBOR to all others, and reads both. The mapping is in
 * {@code docs/WIRE.md}.
 *
 * <p>Threading: any thread.
 * <p>Limits: those of CBOR ({@link dev.parley.wire.CodecLimits}); arrays and objects may be nested twice as deep as
 * arrays and maps there. A message that is longer than a payload in JSON, but not in CBOR, leaves in CBOR.
 * <p>Failure: {@link WireException} with the number that the same fault has in CBOR.
 */
public final class JsonPayloads implements PayloadEncoding {

    /** Characters of a number; those of longer ones are texts. */
    static final int MAX_NUMBER_CHARACTERS = 1_300;

    private static final int SHOWN_CHARACTERS = 200;

    /** Names are not kept: strangers choose them. Who reads limits the depth, and the payload's length the rest. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonPayloads() {}

    /** The encoding of {@code docs/WIRE.md}, section 11.8. */
    public static JsonPayloads readable() {
        return new JsonPayloads();
    }

    @Override
    public int number() {
        return Frame.JSON;
    }

    @Override
    public byte[] write(CborReader cbor, Shape shape) throws WireException {
        BoundedBytes bytes = new BoundedBytes(cbor.limits().payloadBytes());
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            new JsonWriting(cbor, json).value(shape);
        } catch (JacksonIOException full) {
            throw new WireException(WireError.PAYLOAD_TOO_LARGE, String.valueOf(full.getOriginalMessage()));
        }
        return bytes.toByteArray();
    }

    @Override
    public void read(byte[] payload, Shape shape, CborWriter cbor) throws WireException {
        CharBuffer text = textOf(payload);
        try (JsonParser json =
                JSON.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.remaining())) {
            JsonReading reading =
                    new JsonReading(new JsonTokens(json, cbor.limits().depth()), cbor);
            reading.payload(shape);
        } catch (JacksonException refused) {
            throw new WireException(numberOf(refused), shown(refused));
        }
    }

    private static CharBuffer textOf(byte[] payload) throws WireException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
        } catch (CharacterCodingException malformed) {
            throw new WireException(WireError.PAYLOAD_MALFORMED, "a payload in JSON that is no well-formed UTF-8");
        }
    }

    private static WireError numberOf(JacksonException refused) {
        return switch (refused) {
            case UnexpectedEndOfInputException _ -> WireError.PAYLOAD_TRUNCATED;
            case StreamConstraintsException _ -> WireError.OUT_OF_RANGE; // of the length of a number, as all others are
            default -> WireError.PAYLOAD_MALFORMED;
        };
    }

    private static String shown(JacksonException refused) {
        String text = String.valueOf(refused.getOriginalMessage());
        return "no JSON: " + (text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…");
    }
}
