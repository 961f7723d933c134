package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The surface of each published module is the one that was agreed. After a change that is meant:
 * {@code mvn test -pl checks -am -Dparley.golden.update=true}, and commit the golden files with it.
 */
class ModuleDescriptorsTest {
    private static final Path GOLDEN = Reactor.root().resolve("checks/src/test/golden");

    @ParameterizedTest
    @MethodSource("publishedModules")
    void moduleShowsWhatWasAgreed(String module) throws IOException {
        String actual = describe(module);
        Path golden = GOLDEN.resolve(module + ".txt");
        if (Boolean.getBoolean("parley.golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    static List<String> publishedModules() {
        return Reactor.PUBLISHED;
    }

    private static String describe(String module) throws IOException {
        try (InputStream in = Files.newInputStream(Reactor.classes(module).resolve("module-info.class"))) {
            ModuleDescriptor descriptor = ModuleDescriptor.read(in);
            Stream<String> requires = descriptor.requires().stream()
                    .map(required -> "requires " + required.name() + words(required.modifiers()));
            Stream<String> exports = descriptor.exports().stream()
                    .map(exported -> "exports " + exported.source() + to(exported.targets()));
            Stream<String> opens =
                    descriptor.opens().stream().map(opened -> "opens " + opened.source() + to(opened.targets()));
            Stream<String> uses = descriptor.uses().stream().map(service -> "uses " + service);
            Stream<String> provides = descriptor.provides().stream()
                    .map(provided ->
                            "provides " + provided.service() + " with " + String.join(" ", provided.providers()));
            return Stream.of(exports, requires, opens, uses, provides)
                    .flatMap(Stream::sorted)
                    .collect(Collectors.joining("\n", descriptor.name() + "\n", "\n"));
        }
    }

    private static String words(Collection<ModuleDescriptor.Requires.Modifier> modifiers) {
        return modifiers.stream()
                .map(modifier -> " " + modifier.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining());
    }

    private static String to(Set<String> targets) {
        return targets.isEmpty() ? "" : targets.stream().sorted().collect(Collectors.joining(" ", " to ", ""));
    }
}
