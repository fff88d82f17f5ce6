package io.howdah.engine.advise.index;

/** Is told how far a long piece of work has come. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = (stage, done, total) -> {};

    /**
     * Called now and then, on the thread that works.
     *
     * @param stage what is being done, for people
     */
    void at(String stage, int done, int total);
}
