package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' records in modules that never heard of us, and in class loaders below ours. */
class AccessTest {

    private static final String CLOSED = "module user.closed {}";
    private static final String EXPORTED = "module user.closed { exports user; }";
    private static final String OPENED = "module user.closed { opens user; }";

    private final Codecs codecs = Codecs.builder().build();

    @TempDir
    Path directory;

    @Test
    void reachesPublicRecordsOfAnExportedPackage() throws Exception {
        Class<?> type = compiled(EXPORTED).findLoader("user.closed").loadClass("user.Shown");
        carries(type, instanceOf(compiledShown(type)));
    }

    @Test
    void reachesEveryRecordOfAnOpenedPackage() throws Exception {
        ModuleLayer layer = compiled(OPENED);
        codecs.register(layer.findLoader("user.closed").loadClass("user.Shown$Hidden"));
        codecs.register(layer.findLoader("user.closed").loadClass("user.Shown"));
        assertThat(codecs.byName("Shown.Hidden")).isPresent();
    }

    @Test
    void refusesAClosedPackageAndNamesBothRemedies() throws Exception {
        Class<?> type = compiled(CLOSED).findLoader("user.closed").loadClass("user.Shown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.register(type))
                .withMessageContaining("user.Shown is closed to us: write 'opens user")
                .withMessageContaining("register with MethodHandles.lookup() of its module");
    }

    @Test
    void refusesAPrivateRecordOfAPackageThatIsOnlyExported() throws Exception {
        Class<?> type = compiled(EXPORTED).findLoader("user.closed").loadClass("user.Shown$Hidden");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.register(type))
                .withMessageContaining("is closed to us");
    }

    @Test
    void reachesAClosedPackageWithALookupOfItsModule() throws Exception {
        ModuleLayer layer = compiled(EXPORTED.replace("exports user;", "exports user.door;"));
        Class<?> door = layer.findLoader("user.closed").loadClass("user.door.Door");
        MethodHandles.Lookup lookup =
                (MethodHandles.Lookup) door.getMethod("lookup").invoke(null);
        Class<?> hidden = layer.findLoader("user.closed").loadClass("user.Shown$Hidden");
        codecs.register(hidden, lookup);
        byte[] bytes = Samples.bytes("a10105").array();
        assertThat(codecs.encode(hidden, codecs.decode(hidden, bytes))).isEqualTo(bytes);
        assertThatIllegalArgumentException()
                .as("the right belongs to those codecs alone")
                .isThrownBy(() -> Codecs.builder().build().register(hidden))
                .withMessageContaining("is closed to us");
    }

    @Test
    void reachesRecordsOfAChildClassLoader() throws Exception {
        Class<?> item = new OwnLoader().loadClass(Shop.Item.class.getName());
        assertThat(item).isNotSameAs(Shop.Item.class);
        Constructor<?> constructor = item.getDeclaredConstructor(String.class, int.class);
        constructor.setAccessible(true);
        carries(item, constructor.newInstance("pen", 3));
    }

    private void carries(Class<?> type, Object value) throws WireException {
        codecs.register(type);
        assertThat(codecs.decode(type, codecs.encode(type, value))).isEqualTo(value);
    }

    private static Constructor<?> compiledShown(Class<?> type) throws ReflectiveOperationException {
        return type.getConstructor(int.class);
    }

    private static Object instanceOf(Constructor<?> constructor) throws ReflectiveOperationException {
        return constructor.newInstance(5);
    }

    /** A layer with one module of a public record, a private one inside it, and a door that hands its lookup out. */
    private ModuleLayer compiled(String descriptor) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-d", directory.resolve("out").toString()));
        arguments.add(source("module-info.java", descriptor));
        arguments.add(source(
                "user/Shown.java",
                "package user; public record Shown(int value) { private record Hidden(int value) {} }"));
        arguments.add(source(
                "user/door/Door.java",
                "package user.door; public class Door { public static java.lang.invoke.MethodHandles.Lookup lookup() {"
                        + " return java.lang.invoke.MethodHandles.lookup(); } }"));
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failures).isZero();
        ModuleFinder finder = ModuleFinder.of(directory.resolve("out"));
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("user.closed"));
        return ModuleLayer.boot().defineModulesWithOneLoader(configuration, AccessTest.class.getClassLoader());
    }

    private String source(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }
}
