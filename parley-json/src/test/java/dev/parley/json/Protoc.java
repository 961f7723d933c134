package dev.parley.json;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The compiler of Protocol Buffers, which the build puts there where there is one for its platform. */
final class Protoc {
    private static final Path PROGRAM =
            Path.of("target", "protoc", "protoc.exe").toAbsolutePath();
    private static final int LIMIT_SECONDS = 60;

    private Protoc() {}

    /** Where there should be one, a build that lost it must not pass for tested. */
    static boolean isThere() {
        return !Boolean.getBoolean("protoc.absent");
    }

    /** What it makes of a file. */
    static FileDescriptor compile(Path folder, String text) throws IOException, InterruptedException {
        if (!PROGRAM.toFile().setExecutable(true)) {
            throw new IOException(PROGRAM + " is not there or no program: build this module with Maven");
        }
        Files.writeString(folder.resolve("shop.proto"), text);
        for (String name : List.of("timestamp", "duration")) {
            library(folder, "google/protobuf/" + name + ".proto");
        }
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "--include_imports", "--descriptor_set_out=shop.set", "shop.proto")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(Files.readString(log, StandardCharsets.UTF_8) + text);
            }
        } finally {
            process.destroyForcibly();
        }
        return linked(FileDescriptorSet.parseFrom(Files.readAllBytes(folder.resolve("shop.set"))));
    }

    /** The files that the compiler knows by name are in the library's jar. */
    private static void library(Path folder, String file) throws IOException {
        Path copy = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        try (InputStream in = Timestamp.class.getResourceAsStream("/" + file)) {
            Files.write(copy, Objects.requireNonNull(in, file).readAllBytes());
        }
    }

    private static FileDescriptor linked(FileDescriptorSet set) {
        Map<String, FileDescriptor> linked = new HashMap<>();
        FileDescriptor last = null;
        for (FileDescriptorProto file : set.getFileList()) { // what is imported goes before
            try {
                FileDescriptor[] imports = file.getDependencyList().stream()
                        .map(name -> Objects.requireNonNull(linked.get(name)))
                        .toArray(FileDescriptor[]::new);
                last = FileDescriptor.buildFrom(file, imports);
            } catch (DescriptorValidationException broken) {
                throw new AssertionError(broken);
            }
            linked.put(file.getName(), last);
        }
        return Objects.requireNonNull(last);
    }

    /** The message that is nested so: {@code Shop.Command.Add}. */
    static Descriptor message(FileDescriptor file, String name) {
        Descriptor found = null;
        for (String part : name.split("\\.", -1)) {
            found = found == null ? file.findMessageTypeByName(part) : found.findNestedTypeByName(part);
            Objects.requireNonNull(found, part + " of " + name);
        }
        return Objects.requireNonNull(found);
    }
}
