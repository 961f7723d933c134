package dev.parley.checks;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which package may know which. A package that has no line, an arrow that is not in its line and a library that is not
 * in its line are refused.
 *
 * @param againstTheArrow edges that are allowed all the same, as {@code class -> class}, each with its reason
 */
record ArrowTable(List<Line> lines, Map<String, String> againstTheArrow) {

    /** What one package may use: other packages of ours, and libraries by the beginning of their packages. */
    record Line(String packageName, Set<String> ours, Set<String> libraries) {
        Line withLibraries(String... prefixes) {
            return new Line(packageName, ours, Set.of(prefixes));
        }

        boolean allows(String target) {
            return target.equals(packageName)
                    || ours.contains(target)
                    || Stream.of("java", "org.jspecify").anyMatch(isPrefixOf(target))
                    || libraries.stream().anyMatch(isPrefixOf(target));
        }

        /** The libraries of which none of these packages is one. */
        Stream<String> unneeded(Set<String> targets) {
            return libraries.stream()
                    .filter(library -> targets.stream()
                            .noneMatch(target -> isPrefixOf(target).test(library)));
        }

        private static Predicate<String> isPrefixOf(String target) {
            return prefix -> target.equals(prefix) || target.startsWith(prefix + ".");
        }
    }

    static Line line(String packageName, String... ours) {
        return new Line(packageName, Set.of(ours), Set.of());
    }

    List<String> violations(Iterable<JavaClass> classes) {
        Stream.Builder<String> violations = Stream.builder();
        for (JavaClass type : classes) {
            Optional<Line> line = lineOf(type.getPackageName());
            if (line.isEmpty()) {
                violations.add(type.getPackageName() + " has no line in the table of arrows");
            } else {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(edge -> !allows(line.get(), edge))
                        .forEach(edge -> violations.add(outer(type) + " -> " + outer(edge.getTargetClass())));
            }
        }
        return violations.build().distinct().sorted().toList();
    }

    /** What lines allow, and no class needs. */
    List<String> unused(Iterable<JavaClass> classes) {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> targets = known.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>());
            type.getDirectDependenciesFromSelf()
                    .forEach(edge -> targets.add(edge.getTargetClass().getPackageName()));
        }
        List<String> unused = new ArrayList<>();
        for (Line line : lines) {
            Set<String> targets = known.getOrDefault(line.packageName(), Set.of());
            Stream.concat(line.ours().stream().filter(ours -> !targets.contains(ours)), line.unneeded(targets))
                    .sorted()
                    .forEach(target -> unused.add(line.packageName() + " -> " + target));
        }
        return unused;
    }

    private boolean allows(Line line, Dependency edge) {
        JavaClass target = edge.getTargetClass();
        return target.isPrimitive()
                || target.isArray() // its component is a dependency of its own
                || line.allows(target.getPackageName())
                || againstTheArrow.containsKey(outer(edge.getOriginClass()) + " -> " + outer(target));
    }

    private Optional<Line> lineOf(String packageName) {
        return lines.stream()
                .filter(line -> line.packageName().equals(packageName))
                .findFirst();
    }

    private static String outer(JavaClass type) {
        String name = type.getName();
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }
}
