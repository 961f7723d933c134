package dev.parley.json;

import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The tokens of one payload, with the limit on how deep they nest.
 *
 * <p>Threading: owner thread only. Failure: {@link WireException} here, Jackson's own exceptions for what is no JSON.
 */
final class JsonTokens {
    private final JsonParser json;
    private final int mostNested;
    private int nested;

    /** The object around a leaf has no counterpart in CBOR, so twice as many are let in. */
    JsonTokens(JsonParser json, int depth) {
        this.json = json;
        this.mostNested = 2 * depth;
    }

    /** Goes on to the next token; the end is a refusal. */
    JsonToken next() throws WireException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw refused(WireError.PAYLOAD_TRUNCATED, "the payload ends where a value is expected");
        }
        if (token.isStructStart() && ++nested > mostNested) {
            throw refused(WireError.TOO_DEEP, "nested more than " + mostNested + " deep");
        }
        if (token.isStructEnd()) {
            nested--;
        }
        return token;
    }

    JsonToken current() {
        return json.currentToken();
    }

    /** Passes over the value that begins here. */
    void skip() throws WireException {
        int around = current().isStructStart() ? nested - 1 : nested;
        while (nested > around) {
            next();
        }
    }

    /** The text, name or number here. */
    String text() {
        return json.getString();
    }

    /** The integer here; one beyond 64 bits is refused. */
    long integer() throws WireException {
        return switch (json.getNumberType()) {
            case INT, LONG -> json.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                throw refused(WireError.OUT_OF_RANGE, "an integer beyond 64 bits");
        };
    }

    void expect(JsonToken expected, String what) throws WireException {
        if (current() != expected) {
            throw mismatch(what);
        }
    }

    void expectEnd() throws WireException {
        if (json.nextToken() != null) {
            throw refused(WireError.PAYLOAD_MALFORMED, "more follows the value");
        }
    }

    WireException mismatch(String expected) {
        return refused(WireError.TYPE_MISMATCH, "expected " + expected + ", found " + nameOf(current()));
    }

    WireException refused(WireError error, String text) {
        return new WireException(
                error, text + " (at character " + json.currentTokenLocation().getCharOffset() + ")");
    }

    private static String nameOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "no value";
        };
    }
}
