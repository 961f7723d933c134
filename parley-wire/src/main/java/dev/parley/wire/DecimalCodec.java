package dev.parley.wire;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A decimal number as tag 4 over {@code [exponent, mantissa]}; integers and floating-point numbers are read too.
 *
 * <p>Limits: checked both ways, because {@code 1e2147483647} is eight bytes that explode in user code.
 */
final class DecimalCodec implements ValueCodec<BigDecimal> {

    /** Largest scale, either sign. */
    static final int MAX_SCALE = 10_000;

    /** Longest mantissa. */
    static final int MAX_MANTISSA_BYTES = 512;

    private static final int ITEMS = 2;

    @Override
    public Shape shape() {
        return Shape.Scalar.DECIMAL;
    }

    @Override
    public void write(BigDecimal value, CborWriter out) throws WireException {
        BigInteger mantissa = value.unscaledValue();
        if (Math.abs((long) value.scale()) > MAX_SCALE || tooLong(mantissa)) {
            throw new WireException(
                    WireError.NOT_ENCODABLE,
                    "a BigDecimal of scale " + value.scale() + " and " + mantissa.bitLength() + " bits: at most "
                            + MAX_SCALE + " and " + MAX_MANTISSA_BYTES + " bytes");
        }
        out.tag(Cbor.TAG_DECIMAL);
        out.beginArray(ITEMS);
        out.writeLong(-value.scale());
        out.writeBigInteger(mantissa);
        out.end();
    }

    @Override
    public BigDecimal read(CborReader in) throws WireException {
        in.charge(HeapEstimate.DECIMAL_BYTES);
        if (in.atInteger()) {
            return new BigDecimal(in.readBigInteger(MAX_MANTISSA_BYTES));
        }
        return in.atTag() ? readTagged(in) : readFloating(in);
    }

    private static BigDecimal readTagged(CborReader in) throws WireException {
        in.expectTag(Cbor.TAG_DECIMAL);
        in.beginArray(ITEMS, "a decimal");
        int exponent = (int) in.readLong(-MAX_SCALE, MAX_SCALE, "exponent of a decimal");
        BigInteger mantissa = in.readBigInteger(MAX_MANTISSA_BYTES);
        if (tooLong(mantissa)) {
            throw in.refused(WireError.OUT_OF_RANGE, "a mantissa of more than " + MAX_MANTISSA_BYTES + " bytes");
        }
        in.end();
        return new BigDecimal(mantissa, -exponent);
    }

    /** A field that once was a double: the decimal number that the double prints as. */
    private static BigDecimal readFloating(CborReader in) throws WireException {
        double value = in.readDouble();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw in.refused(WireError.OUT_OF_RANGE, value + " is no decimal number");
        }
        return BigDecimal.valueOf(value);
    }

    /** In two's complement, so that the limit is the same for both signs and on both sides. */
    private static boolean tooLong(BigInteger mantissa) {
        return mantissa.bitLength() >= MAX_MANTISSA_BYTES * Byte.SIZE;
    }
}
