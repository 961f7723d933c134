package dev.parley.wire;

import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the class that writes and reads one record type: a hidden class in this package. The type's accessors and
 * constructor are constants in it, as method handles, so the JIT inlines them and no name of a user's class is in its
 * bytecode; the fields' codecs belong to a node and are fields of its instances.
 *
 * <p>Limits: {@value RecordBinder#MAX_COMPONENTS} components stay below the 8,000 bytes of bytecode beyond which
 * HotSpot compiles no method.
 */
final class RecordCompiler {

    static final ClassDesc SELF = ClassDesc.of("dev.parley.wire.RecordBodyOfType");
    static final ClassDesc FIELD = desc(FieldCodec.class);
    static final ClassDesc CODEC = desc(ValueCodec.class);
    static final ClassDesc WRITER = desc(CborWriter.class);
    static final ClassDesc READER = desc(CborReader.class);
    static final ClassDesc TEXT = desc(String.class);
    private static final ClassDesc BODY = desc(RecordBody.class);

    /** Behind this, the parameters, and what reading needs besides. */
    private static final int FIRST_FREE = 7;

    private final RecordShape shape;

    private RecordCompiler(RecordShape shape) {
        this.shape = shape;
    }

    /** Where each component is among the locals of a method. */
    static int[] locals(RecordShape shape) {
        int[] locals = new int[shape.kinds().size()];
        int next = FIRST_FREE;
        for (int i = 0; i < locals.length; i++) {
            locals[i] = next;
            next += TypeKind.from(shape.kinds().get(i).type()).slotSize();
        }
        return locals;
    }

    /**
     * The constructor of the class for records with these accessors and this constructor, as
     * {@code (FieldCodec[]) -> RecordBody}.
     *
     * @param accessors {@code (Object) -> T} and {@code constructor} {@code (T...) -> Object}, T as the shape says
     */
    static MethodHandle compile(RecordShape shape, List<MethodHandle> accessors, MethodHandle constructor) {
        List<MethodHandle> constants = new ArrayList<>(accessors);
        constants.add(constructor);
        byte[] bytes = ClassFile.of().build(SELF, new RecordCompiler(shape)::declare);
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClassWithClassData(bytes, constants, true);
            return hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class, FieldCodec[].class))
                    .asType(MethodType.methodType(RecordBody.class, FieldCodec[].class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a class in our own package", impossible);
        }
    }

    private void declare(ClassBuilder type) {
        type.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC).withInterfaceSymbols(BODY);
        for (int i = 0; i < shape.kinds().size(); i++) {
            type.withField(fieldName(i), FIELD, ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE);
            type.withField(codecName(i), CODEC, ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE);
        }
        type.withMethodBody(
                ConstantDescs.INIT_NAME,
                MethodTypeDesc.of(CD_void, FIELD.arrayType()),
                ClassFile.ACC_PRIVATE,
                this::constructor);
        type.withMethodBody(
                "write",
                MethodTypeDesc.of(CD_void, CD_Object, CD_int, WRITER),
                ClassFile.ACC_PUBLIC,
                new RecordWriting(shape)::write);
        type.withMethodBody(
                "read",
                MethodTypeDesc.of(CD_Object, READER, CD_int, TEXT),
                ClassFile.ACC_PUBLIC,
                new RecordReading(shape)::read);
    }

    private void constructor(CodeBuilder code) {
        code.aload(0).invokespecial(CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        for (int i = 0; i < shape.kinds().size(); i++) {
            code.aload(0).aload(1).loadConstant(i).aaload().putfield(SELF, fieldName(i), FIELD);
            code.aload(0)
                    .aload(1)
                    .loadConstant(i)
                    .aaload()
                    .invokevirtual(FIELD, "codec", MethodTypeDesc.of(CODEC))
                    .putfield(SELF, codecName(i), CODEC);
        }
        code.return_();
    }

    /** Pushes one of the accessors, or the constructor behind them. */
    static void handle(CodeBuilder code, int index) {
        code.loadConstant(DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, CD_MethodHandle, index));
    }

    static String fieldName(int i) {
        return "field" + i;
    }

    static String codecName(int i) {
        return "codec" + i;
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
