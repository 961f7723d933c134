package dev.parley.cli.options;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time, as in {@code 500ms}, {@code 30s} or {@code 2m}. Limits: above zero, at most a day. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    public Duration convert(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw notADuration(text);
        }
        long count = Long.parseLong(matcher.group(1));
        Duration read = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
        if (read.isZero() || read.compareTo(LONGEST) > 0) {
            throw notADuration(text);
        }
        return read;
    }

    private static TypeConversionException notADuration(String text) {
        return new TypeConversionException(
                "'" + text + "' is not a time: write a number and ms, s, m or h, as in 30s, up to 24h");
    }
}
