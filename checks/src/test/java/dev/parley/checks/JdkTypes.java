package dev.parley.checks;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The class files of the module {@code java.base} that everybody may use. */
final class JdkTypes {
    private JdkTypes() {}

    static List<ClassModel> exported() throws IOException {
        Path classes = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        ModuleDescriptor descriptor = Object.class.getModule().getDescriptor();
        List<Path> files = new ArrayList<>();
        for (ModuleDescriptor.Exports exported : descriptor.exports()) {
            if (!exported.isQualified()) {
                try (Stream<Path> list =
                        Files.list(classes.resolve(exported.source().replace('.', '/')))) {
                    list.filter(file -> file.toString().endsWith(".class")).forEach(files::add);
                }
            }
        }
        List<ClassModel> types = new ArrayList<>();
        for (Path file : files) {
            types.add(ClassFile.of().parse(Files.readAllBytes(file)));
        }
        return types;
    }
}
