package dev.parley.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads class files and finds the calls that go past the environment: direct calls, method references, and subclasses
 * of thread classes. Reflection escapes it; nothing below the API uses reflection on the JDK.
 */
record ClassFileGate(List<Ban> bans, Set<String> exemptPackages) {

    /** One banned call: in which class and method, what is called, and what to use instead. */
    record Hit(String className, String method, String call, String instead) {
        @Override
        public String toString() {
            return className + "#" + method + " calls " + call + "; use " + instead;
        }
    }

    List<Hit> hits(Path classFile) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(classFile);
        } catch (IOException e) {
            throw new UncheckedIOException(classFile.toString(), e);
        }
        String className = dotted(model.thisClass().asInternalName());
        if (exemptPackages.contains(className.substring(0, Math.max(0, className.lastIndexOf('.'))))) {
            return List.of();
        }
        List<Hit> hits = new ArrayList<>();
        model.superclass()
                .map(superclass -> dotted(superclass.asInternalName()))
                .filter(Ban.NO_SUPERCLASS::contains)
                .ifPresent(name -> hits.add(new Hit(className, "extends", name, "environment.dispatcher()")));
        for (MethodModel method : model.methods()) {
            addHits(className, method, hits);
        }
        return hits;
    }

    private void addHits(String className, MethodModel method, List<Hit> hits) {
        method.code().ifPresent(code -> {
            for (CodeElement element : code.elementList()) {
                for (Ban.Call call : callsOf(element)) {
                    banOf(call)
                            .ifPresent(ban -> hits.add(new Hit(
                                    className, method.methodName().stringValue(), call.toString(), ban.instead())));
                }
            }
        });
    }

    private Optional<Ban> banOf(Ban.Call call) {
        return bans.stream().filter(ban -> ban.matches().test(call)).findFirst();
    }

    private static List<Ban.Call> callsOf(CodeElement element) {
        return switch (element) {
            case InvokeInstruction invoke ->
                List.of(new Ban.Call(
                        dotted(invoke.owner().asInternalName()),
                        invoke.name().stringValue(),
                        invoke.type().stringValue()));
            case InvokeDynamicInstruction dynamic ->
                dynamic.bootstrapArgs().stream()
                        .filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .map(ClassFileGate::callOf)
                        .toList();
            default -> List.of();
        };
    }

    private static Ban.Call callOf(DirectMethodHandleDesc handle) {
        String descriptor = handle.owner().descriptorString();
        String owner = dotted(descriptor.substring(1, descriptor.length() - 1));
        return new Ban.Call(owner, handle.methodName(), handle.lookupDescriptor());
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }
}
