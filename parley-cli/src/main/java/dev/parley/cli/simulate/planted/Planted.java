package dev.parley.cli.simulate.planted;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A bug that can be planted: its name, what is wrong with it in a sentence, the scenario that must find it, and where
 * it is.
 *
 * @param name as on the command line
 * @param what it does wrong
 * @param scenario which finds it
 * @param type the class that is changed, by its binary name
 * @param mutation how it is changed
 */
public record Planted(String name, String what, String scenario, String type, Mutation mutation) {

    /** Every bug that can be planted. */
    public static List<Planted> all() {
        return Catalogue.ALL;
    }

    /** The bug of that name. */
    public static Optional<Planted> named(String name) {
        return all().stream().filter(planted -> planted.name().equals(name)).findFirst();
    }

    /**
     * Writes the changed class into a folder that, in front of a class path, hides the right one.
     *
     * @throws IllegalStateException when the code has changed so that the bug does not fit it any more
     */
    public void plant(Path folder) throws IOException {
        Path to = folder.resolve(file());
        Files.createDirectories(to.getParent());
        Files.write(to, mutated());
    }

    /** The class with the bug in it. */
    byte[] mutated() throws IOException {
        try (InputStream original = ClassLoader.getSystemResourceAsStream(file())) {
            if (original == null) {
                throw new IllegalStateException("there is no class " + type + " to plant a bug in: was it renamed?");
            }
            return Mutator.mutate(original.readAllBytes(), mutation);
        }
    }

    private String file() {
        return type.replace('.', '/') + ".class";
    }
}
