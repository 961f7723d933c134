package dev.parley.systemtest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a JVM holds after a full collection. Linux only.
 *
 * @param descriptors open ones of the process
 * @param threads platform threads
 * @param heapBytes of live objects
 * @param objects live instances by class, those of ours and of Netty
 */
record Remains(long descriptors, int threads, long heapBytes, Map<String, Long> objects) {
    /** Looks at this JVM; the histogram of live objects collects garbage first. */
    static Remains now() throws IOException, JMException {
        Map<String, Long> objects = new TreeMap<>();
        long bytes = 0;
        for (String line : histogram().lines().toList()) {
            String[] words = line.strip().split("\\s+", 5);
            if (words.length >= 4 && words[0].endsWith(":") && !words[0].equals("num")) {
                bytes += Long.parseLong(words[2]);
                if (words[3].startsWith("dev.parley.") || words[3].startsWith("io.netty.")) {
                    objects.merge(words[3], Long.parseLong(words[1]), Long::sum);
                }
            }
        }
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return new Remains(
                    descriptors.count(), ManagementFactory.getThreadMXBean().getThreadCount(), bytes, objects);
        }
    }

    private static String histogram() throws JMException {
        Object text = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
        return String.valueOf(text);
    }

    /** How many more of one class there are than before, at most; and which. */
    Map.Entry<String, Long> mostGrown(Remains before) {
        return objects.entrySet().stream()
                .map(now -> Map.entry(now.getKey(), now.getValue() - before.objects.getOrDefault(now.getKey(), 0L)))
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
    }
}
