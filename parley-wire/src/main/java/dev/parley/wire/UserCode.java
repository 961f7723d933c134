package dev.parley.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What users' constructors and accessors throw, turned into a refusal. */
final class UserCode {

    private UserCode() {}

    private static final MethodHandle FAILED = findFailed();

    /** The same code, whose exceptions are refusals. */
    static MethodHandle refusing(MethodHandle code, WireError error, String what) {
        MethodHandle refusal = MethodHandles.insertArguments(FAILED, 0, error, what);
        MethodHandle thrower = MethodHandles.throwException(code.type().returnType(), WireException.class);
        return MethodHandles.catchException(code, Throwable.class, MethodHandles.filterArguments(thrower, 0, refusal));
    }

    private static MethodHandle findFailed() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            UserCode.class,
                            "failed",
                            MethodType.methodType(WireException.class, WireError.class, String.class, Throwable.class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a method of this class", impossible);
        }
    }

    /** The refusal for it; a fault of the machine itself passes through. */
    static WireException failed(WireError error, String what, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fault) {
            throw fault;
        }
        return new WireException(error, what + " threw " + thrown, thrown);
    }
}
