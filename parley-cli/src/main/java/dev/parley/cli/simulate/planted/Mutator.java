package dev.parley.cli.simulate.planted;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Applies a {@link Mutation} to the bytes of a class.
 *
 * <p>Failure: a mutation that does not fit the class, because the code has changed since it was written, is an
 * {@link IllegalStateException} that says what is missing. It is never skipped: a planted bug that is not there would
 * look like one that nothing can find.
 */
final class Mutator {
    private Mutator() {}

    /** The class with the bug in it. */
    static byte[] mutate(byte[] classFile, Mutation mutation) {
        ClassModel model = ClassFile.of().parse(classFile);
        MethodModel method = method(model, mutation);
        AtomicInteger places = new AtomicInteger();
        CodeTransform change = change(method, mutation, places);
        byte[] mutated = ClassFile.of()
                .transformClass(model, ClassTransform.transformingMethodBodies(found -> found == method, change));
        if (places.get() == 0) {
            throw new IllegalStateException(mutation + " finds no place in "
                    + model.thisClass().asInternalName() + ": the code has changed, so the planted bug must too");
        }
        return mutated;
    }

    private static MethodModel method(ClassModel model, Mutation mutation) {
        List<MethodModel> found = model.methods().stream()
                .filter(method -> isMeant(method, mutation.method()))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(model.thisClass().asInternalName() + " has " + found.size()
                    + " methods called " + mutation.method() + ", and " + mutation + " needs one");
        }
        return found.getFirst();
    }

    private static boolean isMeant(MethodModel method, String name) {
        String own = method.methodName().stringValue();
        return name.equals(own) || name.equals(own + method.methodType().stringValue());
    }

    private static CodeTransform change(MethodModel method, Mutation mutation, AtomicInteger places) {
        return switch (mutation) {
            case Mutation.Returns(String _, int value) -> returning(method.methodTypeSymbol(), value, places);
            case Mutation.Skips(String _, String callee) -> skipping(callee, places);
            case Mutation.Believes(String _, String callee, long value) -> believing(callee, value, places);
            case Mutation.Takes(String _, int index, long value) ->
                taking(method.methodTypeSymbol(), index, value, places);
            case Mutation.Negates(String _, int number) -> atBranch(number, Mutator::negated, places);
            case Mutation.Ignores(String _, int number) -> atBranch(number, Mutator::ignored, places);
            case Mutation.Sees(String _, String field, long value) -> seeing(field, value, places);
            case Mutation.Confuses(String _, String field, String other) -> confusing(field, other, places);
        };
    }

    private static CodeTransform returning(MethodTypeDesc type, int value, AtomicInteger places) {
        return CodeTransform.ofStateful(() -> (code, element) -> {
            if (places.getAndIncrement() == 0) {
                TypeKind kind = TypeKind.from(type.returnType());
                if (kind != TypeKind.VOID) {
                    constant(code, kind, value);
                }
                code.return_(kind);
            }
        });
    }

    private static CodeTransform skipping(String callee, AtomicInteger places) {
        return (code, element) -> {
            if (isCallOf(element, callee)) {
                InvokeInstruction call = (InvokeInstruction) element;
                places.incrementAndGet();
                discardOperands(code, call);
                ClassDesc result = call.typeSymbol().returnType();
                if (!result.equals(ConstantDescs.CD_void)) {
                    constant(code, TypeKind.from(result), 0);
                }
            } else {
                code.with(element);
            }
        };
    }

    private static CodeTransform believing(String callee, long value, AtomicInteger places) {
        return (code, element) -> {
            code.with(element);
            if (isCallOf(element, callee)) {
                places.incrementAndGet();
                TypeKind kind =
                        TypeKind.from(((InvokeInstruction) element).typeSymbol().returnType());
                discard(code, kind);
                constant(code, kind, value);
            }
        };
    }

    private static CodeTransform taking(MethodTypeDesc type, int index, long value, AtomicInteger places) {
        return CodeTransform.ofStateful(() -> (code, element) -> {
            if (places.getAndIncrement() == 0) {
                TypeKind kind = TypeKind.from(type.parameterType(index));
                constant(code, kind, value);
                code.storeLocal(kind, code.parameterSlot(index));
            }
            code.with(element);
        });
    }

    private static CodeTransform atBranch(
            int number, BiConsumer<CodeBuilder, BranchInstruction> change, AtomicInteger places) {
        return CodeTransform.ofStateful(() -> {
            AtomicInteger branches = new AtomicInteger();
            return (code, element) -> {
                if (element instanceof BranchInstruction branch
                        && isConditional(branch.opcode())
                        && branches.getAndIncrement() == number) {
                    places.incrementAndGet();
                    change.accept(code, branch);
                } else {
                    code.with(element);
                }
            };
        });
    }

    private static void negated(CodeBuilder code, BranchInstruction branch) {
        code.with(BranchInstruction.of(negated(branch.opcode()), branch.target()));
    }

    private static void ignored(CodeBuilder code, BranchInstruction branch) {
        switch (branch.opcode()) {
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> code.pop();
            default -> code.pop2();
        }
    }

    private static CodeTransform seeing(String field, long value, AtomicInteger places) {
        return (code, element) -> {
            code.with(element);
            if (element instanceof FieldInstruction read && isReadOf(read, field)) {
                places.incrementAndGet();
                TypeKind kind = TypeKind.from(read.typeSymbol());
                discard(code, kind);
                constant(code, kind, value);
            }
        };
    }

    private static CodeTransform confusing(String field, String other, AtomicInteger places) {
        return (code, element) -> {
            if (element instanceof FieldInstruction read && isReadOf(read, field)) {
                places.incrementAndGet();
                code.getstatic(read.owner().asSymbol(), other, read.typeSymbol());
            } else {
                code.with(element);
            }
        };
    }

    private static boolean isReadOf(FieldInstruction access, String field) {
        return (access.opcode() == Opcode.GETFIELD || access.opcode() == Opcode.GETSTATIC)
                && access.name().equalsString(field);
    }

    private static boolean isCallOf(CodeElement element, String callee) {
        return element instanceof InvokeInstruction call && call.name().equalsString(callee);
    }

    private static void discardOperands(CodeBuilder code, InvokeInstruction call) {
        call.typeSymbol().parameterList().reversed().forEach(type -> discard(code, TypeKind.from(type)));
        if (call.opcode() != Opcode.INVOKESTATIC) {
            code.pop();
        }
    }

    private static void discard(CodeBuilder code, TypeKind kind) {
        if (kind.slotSize() == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    private static void constant(CodeBuilder code, TypeKind kind, long value) {
        switch (kind) {
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.loadConstant((int) value);
            case LONG -> code.loadConstant(value);
            case FLOAT -> code.loadConstant((float) value);
            case DOUBLE -> code.loadConstant((double) value);
            case REFERENCE -> code.aconst_null();
            case VOID -> throw new IllegalArgumentException("void has no value");
        }
    }

    private static boolean isConditional(Opcode opcode) {
        return opcode != Opcode.GOTO && opcode != Opcode.GOTO_W;
    }

    private static Opcode negated(Opcode opcode) {
        return switch (opcode) {
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFGE -> Opcode.IFLT;
            case IFGT -> Opcode.IFLE;
            case IFLE -> Opcode.IFGT;
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            case IF_ICMPLE -> Opcode.IF_ICMPGT;
            case IF_ACMPEQ -> Opcode.IF_ACMPNE;
            case IF_ACMPNE -> Opcode.IF_ACMPEQ;
            case IFNULL -> Opcode.IFNONNULL;
            case IFNONNULL -> Opcode.IFNULL;
            default -> throw new IllegalArgumentException("not a conditional branch: " + opcode);
        };
    }
}
