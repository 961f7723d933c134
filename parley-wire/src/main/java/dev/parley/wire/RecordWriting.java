package dev.parley.wire;

import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The bytecode of {@link RecordBody#write}: all components into locals, the head, then the fields that are there. */
final class RecordWriting {

    private static final int RECORD = 1;
    private static final int LEAF = 2;
    private static final int OUT = 3;

    private final RecordShape shape;
    private final int[] locals;

    RecordWriting(RecordShape shape) {
        this.shape = shape;
        this.locals = RecordCompiler.locals(shape);
    }

    void write(CodeBuilder code) {
        for (int i = 0; i < locals.length; i++) {
            RecordShape.Kind kind = shape.kinds().get(i);
            RecordCompiler.handle(code, i);
            code.aload(RECORD)
                    .invokevirtual(
                            CD_MethodHandle,
                            "invokeExact",
                            MethodTypeDesc.of(RecordCompiler.desc(kind.type()), CD_Object));
            if (kind.isReference()) {
                presence(code, i);
            }
            code.storeLocal(TypeKind.from(kind.type()), locals[i]);
        }
        count(code);
        for (int i : shape.byId()) {
            writeField(code, i);
        }
        code.aload(OUT).invokevirtual(RecordCompiler.WRITER, "end", ConstantDescs.MTD_void);
        code.return_();
    }

    /** Null stays for what is left out; null that is not allowed is refused. */
    private void presence(CodeBuilder code, int i) {
        RecordShape.Kind kind = shape.kinds().get(i);
        Label present = code.newLabel();
        if (kind == RecordShape.Kind.TEXT) {
            code.dup().ifnonnull(present);
        }
        code.aload(0)
                .getfield(RecordCompiler.SELF, RecordCompiler.fieldName(i), RecordCompiler.FIELD)
                .swap()
                .invokevirtual(RecordCompiler.FIELD, "present", MethodTypeDesc.of(CD_Object, CD_Object));
        if (kind == RecordShape.Kind.TEXT) {
            code.checkcast(RecordCompiler.TEXT);
        }
        code.labelBinding(present);
    }

    /** The head: how many entries there are, and entry 0 if it is a leaf. */
    private void count(CodeBuilder code) {
        int always =
                (int) shape.kinds().stream().filter(kind -> !kind.isReference()).count();
        code.aload(OUT).iload(LEAF).loadConstant(always);
        for (int i = 0; i < locals.length; i++) {
            if (shape.kinds().get(i).isReference()) {
                Label absent = code.newLabel();
                Label next = code.newLabel();
                code.aload(locals[i]).ifnull(absent).iconst_1().iadd().goto_(next);
                code.labelBinding(absent).nop().labelBinding(next);
            }
        }
        code.invokevirtual(RecordCompiler.WRITER, "beginRecord", MethodTypeDesc.of(CD_void, CD_int, CD_int));
    }

    private void writeField(CodeBuilder code, int i) {
        RecordShape.Kind kind = shape.kinds().get(i);
        int id = shape.ids().get(i);
        Label absent = code.newLabel();
        if (kind.isReference()) {
            code.aload(locals[i]).ifnull(absent);
        }
        if (kind == RecordShape.Kind.OTHER) {
            code.aload(OUT)
                    .loadConstant(id)
                    .invokevirtual(RecordCompiler.WRITER, "writeKey", MethodTypeDesc.of(CD_void, CD_int));
            code.aload(0)
                    .getfield(RecordCompiler.SELF, RecordCompiler.codecName(i), RecordCompiler.CODEC)
                    .aload(locals[i])
                    .aload(OUT)
                    .invokeinterface(
                            RecordCompiler.CODEC,
                            "write",
                            MethodTypeDesc.of(CD_void, CD_Object, RecordCompiler.WRITER));
        } else {
            code.aload(OUT).loadConstant(id).loadLocal(TypeKind.from(kind.type()), locals[i]);
            direct(code, kind);
        }
        code.labelBinding(absent);
    }

    private static void direct(CodeBuilder code, RecordShape.Kind kind) {
        switch (kind) {
            case BYTE, SHORT, INT, CHAR ->
                code.i2l().invokevirtual(RecordCompiler.WRITER, "writeEntry", entry(CD_long));
            case LONG, BOOLEAN, FLOAT, DOUBLE, TEXT ->
                code.invokevirtual(RecordCompiler.WRITER, "writeEntry", entry(RecordCompiler.desc(kind.type())));
            case OTHER -> throw new IllegalArgumentException("by its codec");
        }
    }

    private static MethodTypeDesc entry(ClassDesc value) {
        return MethodTypeDesc.of(CD_void, CD_int, value);
    }
}
