package dev.parley.remote.tcp;

import java.time.Duration;

/**
 * What may differ between networks. Immutable.
 *
 * @param sendBufferBytes size of the kernel's send buffer; 0 leaves it to the kernel, which adapts it
 * @param receiveBufferBytes size of the kernel's receive buffer; 0 leaves it to the kernel, which adapts it
 * @param closeLimit how long a closing connection may take to deliver what it has taken, and then to hear the peer's
 *     end, before it is cut off
 */
record TcpOptions(int sendBufferBytes, int receiveBufferBytes, Duration closeLimit) {
    TcpOptions {
        if (sendBufferBytes < 0 || receiveBufferBytes < 0) {
            throw new IllegalArgumentException(
                    "negative buffer: send " + sendBufferBytes + " bytes, receive " + receiveBufferBytes + " bytes");
        }
        if (!closeLimit.isPositive()) {
            throw new IllegalArgumentException("not a limit: closeLimit " + closeLimit);
        }
    }

    /** Kernel-sized buffers, 5 s to close: as long as a silent peer takes to be declared down. */
    static TcpOptions defaults() {
        return new TcpOptions(0, 0, Duration.ofSeconds(5));
    }

    /** The same with other buffers. */
    TcpOptions withBuffers(int sendBytes, int receiveBytes) {
        return new TcpOptions(sendBytes, receiveBytes, closeLimit);
    }

    /** The same with another limit for closing. */
    TcpOptions withCloseLimit(Duration limit) {
        return new TcpOptions(sendBufferBytes, receiveBufferBytes, limit);
    }
}
