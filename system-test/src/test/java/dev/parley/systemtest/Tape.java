package dev.parley.systemtest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What went through relays, as somebody between two hosts would see it. Threading: any thread. */
final class Tape {
    private final int mostBytes;
    private final List<Track> tracks = new CopyOnWriteArrayList<>();

    /** Keeps so many bytes of each direction of each connection, and one piece more at most. */
    Tape(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** One way on one connection. */
    final class Track {
        private final Troubles.Way way;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Track(Troubles.Way way) {
            this.way = way;
        }

        void add(byte[] piece) {
            if (bytes.size() < mostBytes) {
                bytes.writeBytes(piece);
            }
        }
    }

    /** Begins one. */
    Track track(Troubles.Way way) {
        Track track = new Track(way);
        if (mostBytes > 0) {
            tracks.add(track);
        }
        return track;
    }

    /** All that went from one to the other, a connection on each line; what is no printable ASCII is a dot. */
    String text(String from, String to) {
        return lines(
                from, to, bytes -> bytes.toString(StandardCharsets.ISO_8859_1).replaceAll("[^\\x20-\\x7e]", "."));
    }

    /** The same, two digits for each byte. */
    String hex(String from, String to) {
        return lines(from, to, bytes -> HexFormat.of().formatHex(bytes.toByteArray()));
    }

    private String lines(String from, String to, Function<ByteArrayOutputStream, String> line) {
        return tracks.stream()
                .filter(track -> track.way.equals(new Troubles.Way(from, to)))
                .map(track -> line.apply(track.bytes))
                .collect(Collectors.joining("\n"));
    }
}
