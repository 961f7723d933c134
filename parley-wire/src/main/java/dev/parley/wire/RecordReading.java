package dev.parley.wire;

import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;

/**
 * The bytecode of {@link RecordBody#read}: each field in its turn if its key comes next, then what is unknown, then
 * what stands for the missing, then the constructor. Keys ascend, so no field can come after its turn. Where ids are
 * missing between two fields, what has them is passed over before the second one's turn.
 */
final class RecordReading {

    private static final int IN = 1;
    private static final int ENTRIES = 2;
    private static final int NAME = 3;
    private static final int LAST = 4;
    private static final int SEEN = 5;

    private final RecordShape shape;
    private final int[] locals;

    RecordReading(RecordShape shape) {
        this.shape = shape;
        this.locals = RecordCompiler.locals(shape);
    }

    void read(CodeBuilder code) {
        code.iconst_0().istore(LAST).lconst_0().lstore(SEEN);
        for (int i = 0; i < locals.length; i++) {
            zero(code, i);
        }
        int before = LeafCodec.LEAF_KEY;
        for (int i : shape.byId()) {
            int id = shape.ids().get(i);
            if (id > before + 1) {
                skipBelow(code, id);
            }
            readField(code, i, id);
            before = id;
        }
        code.aload(IN)
                .iload(ENTRIES)
                .iload(LAST)
                .aload(NAME)
                .invokevirtual(
                        RecordCompiler.READER,
                        "skipEntries",
                        MethodTypeDesc.of(CD_void, CD_int, CD_int, RecordCompiler.TEXT));
        for (int i = 0; i < locals.length; i++) {
            fill(code, i);
        }
        RecordCompiler.handle(code, locals.length);
        ClassDesc[] parameters = new ClassDesc[locals.length];
        for (int i = 0; i < locals.length; i++) {
            Class<?> type = shape.kinds().get(i).type();
            code.loadLocal(TypeKind.from(type), locals[i]);
            parameters[i] = RecordCompiler.desc(type);
        }
        code.invokevirtual(CD_MethodHandle, "invokeExact", MethodTypeDesc.of(CD_Object, parameters));
        code.areturn();
    }

    private void zero(CodeBuilder code, int i) {
        TypeKind kind = TypeKind.from(shape.kinds().get(i).type());
        switch (kind) {
            case LONG -> code.lconst_0();
            case FLOAT -> code.fconst_0();
            case DOUBLE -> code.dconst_0();
            case REFERENCE -> code.aconst_null();
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.iconst_0();
            case VOID -> throw new IllegalArgumentException("no component is void");
        }
        code.storeLocal(kind, locals[i]);
    }

    /** {@code LAST} stays the last key of a field: whoever compares with it sees no key below {@code id} any more. */
    private static void skipBelow(CodeBuilder code, int id) {
        code.aload(IN)
                .iload(ENTRIES)
                .iload(LAST)
                .loadConstant(id)
                .aload(NAME)
                .invokevirtual(
                        RecordCompiler.READER,
                        "skipBelow",
                        MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int, RecordCompiler.TEXT))
                .istore(ENTRIES);
    }

    private void readField(CodeBuilder code, int i, int id) {
        RecordShape.Kind kind = shape.kinds().get(i);
        Label other = code.newLabel();
        code.iload(ENTRIES).ifeq(other);
        code.aload(IN)
                .loadConstant(id)
                .invokevirtual(RecordCompiler.READER, "tryKey", MethodTypeDesc.of(ConstantDescs.CD_boolean, CD_int))
                .ifeq(other);
        if (kind == RecordShape.Kind.OTHER) {
            code.aload(0)
                    .getfield(RecordCompiler.SELF, RecordCompiler.codecName(i), RecordCompiler.CODEC)
                    .aload(IN)
                    .invokeinterface(RecordCompiler.CODEC, "read", MethodTypeDesc.of(CD_Object, RecordCompiler.READER));
        } else {
            code.aload(IN)
                    .invokevirtual(
                            RecordCompiler.READER, reading(kind), MethodTypeDesc.of(RecordCompiler.desc(kind.type())));
        }
        code.storeLocal(TypeKind.from(kind.type()), locals[i]);
        if (!kind.isReference()) {
            code.lload(SEEN).loadConstant(1L << i).lor().lstore(SEEN);
        }
        code.iinc(ENTRIES, -1).loadConstant(id).istore(LAST);
        code.labelBinding(other);
    }

    private static String reading(RecordShape.Kind kind) {
        return switch (kind) {
            case BYTE -> "readByte";
            case SHORT -> "readShort";
            case INT -> "readInt";
            case LONG -> "readLong";
            case CHAR -> "readChar";
            case BOOLEAN -> "readBoolean";
            case FLOAT -> "readFloat";
            case DOUBLE -> "readDouble";
            case TEXT -> "readText";
            case OTHER -> throw new IllegalArgumentException("by its codec");
        };
    }

    /** What stands for an entry that is missing. */
    private void fill(CodeBuilder code, int i) {
        RecordShape.Kind kind = shape.kinds().get(i);
        Label there = code.newLabel();
        if (kind.isReference()) {
            code.aload(locals[i]).ifnonnull(there);
        } else {
            code.lload(SEEN).loadConstant(1L << i).land().lconst_0().lcmp().ifne(there);
        }
        code.aload(0)
                .getfield(RecordCompiler.SELF, RecordCompiler.fieldName(i), RecordCompiler.FIELD)
                .aload(IN)
                .invokevirtual(RecordCompiler.FIELD, "absent", MethodTypeDesc.of(CD_Object, RecordCompiler.READER));
        unbox(code, kind);
        code.storeLocal(TypeKind.from(kind.type()), locals[i]);
        code.labelBinding(there);
    }

    private static void unbox(CodeBuilder code, RecordShape.Kind kind) {
        if (kind == RecordShape.Kind.OTHER) {
            return;
        }
        ClassDesc box =
                RecordCompiler.desc(MethodType.methodType(kind.type()).wrap().returnType());
        code.checkcast(box);
        if (kind != RecordShape.Kind.TEXT) {
            code.invokevirtual(
                    box, kind.type().getName() + "Value", MethodTypeDesc.of(RecordCompiler.desc(kind.type())));
        }
    }
}
