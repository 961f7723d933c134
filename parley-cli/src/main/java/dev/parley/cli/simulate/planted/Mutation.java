package dev.parley.cli.simulate.planted;

/** One small, wrong change to one method of a compiled class. */
public sealed interface Mutation {
    /** The method that is changed: its name, followed by its descriptor if the name is overloaded. */
    String method();

    /** The method does nothing and returns {@code value}: 0 and 1 are false and true; nothing if it is void. */
    record Returns(String method, int value) implements Mutation {}

    /** Calls of {@code callee} inside the method are left out; where a value was wanted there is 0, false or null. */
    record Skips(String method, String callee) implements Mutation {}

    /** What {@code callee} gives, a number or a boolean, is taken for {@code value} inside the method. */
    record Believes(String method, String callee, long value) implements Mutation {}

    /** The method's parameter {@code index}, from 0, is {@code value} whatever it is called with. */
    record Takes(String method, int index, long value) implements Mutation {}

    /** The {@code number}th branch of the method, from 0, is taken when it should not be, and the other way round. */
    record Negates(String method, int number) implements Mutation {}

    /** The {@code number}th branch of the method, from 0, is never taken: mostly its condition is taken for true. */
    record Ignores(String method, int number) implements Mutation {}

    /** Where the method reads the number or boolean in this field, it sees {@code value}. */
    record Sees(String method, String field, long value) implements Mutation {}

    /** Where the method reads the constant {@code field}, it takes {@code other} of the same class and type. */
    record Confuses(String method, String field, String other) implements Mutation {}
}
