package io.howdah.engine.catalog;

/**
 * How often sessions were seen to run a statement several times in a row, with other values each time, right after another one.
 *
 * <p>Statements that sessions ran between two looks were not seen. A session that was seen to run the same statement again and again counts
 * once until it runs another one.
 *
 * @param outer id of the statement that came before
 * @param inner id of the one that was repeated
 * @param loops how often the inner one was seen so
 * @param outers how often anything was seen to follow the outer one
 * @param loopsElsewhere how often the inner one was repeated right after other statements
 * @param elsewhere how often anything was seen to follow other statements than these two
 */
public record Succession(String outer, String inner, int loops, int outers, int loopsElsewhere, int elsewhere) {

    /** Share of what followed the outer statement. */
    public double share() {
        return outers == 0 ? 0 : (double) loops / outers;
    }

    /** Share of what followed other statements, which is what chance would give. */
    public double shareElsewhere() {
        return elsewhere == 0 ? 0 : (double) loopsElsewhere / elsewhere;
    }
}
