package dev.parley.cli.demo;

/** The demo could not go on; the text says why and where to look. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String text) {
        super(text);
    }
}
