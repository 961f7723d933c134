package dev.parley.cli.options;

import dev.parley.remote.Endpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A host and a port, as in {@code 127.0.0.1:9001} or {@code [::1]:9001}. */
public final class EndpointConverter implements ITypeConverter<Endpoint> {
    @Override
    public Endpoint convert(String text) {
        try {
            return Endpoint.parse(text.strip());
        } catch (IllegalArgumentException mistake) {
            throw new TypeConversionException(
                    "'" + text + "' is not an address: write host:port, as in 127.0.0.1:9001");
        }
    }
}
