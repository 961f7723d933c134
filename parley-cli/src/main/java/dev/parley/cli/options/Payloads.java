package dev.parley.cli.options;

import dev.parley.json.JsonPayloads;
import dev.parley.protobuf.ProtobufPayloads;
import dev.parley.remote.NodeConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a node writes messages and answers for the members that read it; all others get CBOR. */
public enum Payloads {
    /** Small and fast. */
    CBOR,
    /** For people with a tool for packets. */
    JSON,
    /** For programs that have what {@code protoc} makes. */
    PROTOBUF;

    /** Reads one in small letters, as in {@code json}. */
    public static final class Converter implements ITypeConverter<Payloads> {
        @Override
        public Payloads convert(String text) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no form of payloads: choose "
                            + Arrays.stream(values()).map(Payloads::word).collect(Collectors.joining(" or "))));
        }
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same configuration with such payloads. */
    public NodeConfig applyTo(NodeConfig config) {
        return switch (this) {
            case CBOR -> config;
            case JSON -> config.withPayloads(JsonPayloads.readable());
            case PROTOBUF -> config.withPayloads(ProtobufPayloads.standard());
        };
    }
}
