package dev.parley.wire;

/** What users' constructors and accessors throw, turned into a refusal. */
final class UserCode {

    private UserCode() {}

    /** The refusal for it; a fault of the machine itself passes through. */
    static WireException failed(WireError error, String what, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fault) {
            throw fault;
        }
        return new WireException(error, what + " threw " + thrown, thrown);
    }
}
