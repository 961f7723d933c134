package dev.parley.cli.options;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a node or of a user. */
public final class NameConverter implements ITypeConverter<String> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    @Override
    public String convert(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a name: use 1 to 32 letters of A-Z, a-z, 0-9, '_' and '-'");
        }
        return text;
    }
}
