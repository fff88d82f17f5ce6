package io.howdah.engine.apply.run;

/** Is told what happens, on the thread that applies. */
@FunctionalInterface
public interface ApplyListener {

    /** Looks at nothing. */
    ApplyListener SILENT = event -> {};

    void on(ApplyEvent event);
}
