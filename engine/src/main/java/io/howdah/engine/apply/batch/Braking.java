package io.howdah.engine.apply.batch;

/**
 * That a brake is on.
 *
 * @param share of the speed that is left: 0 to stand still, 1 where it is only worth saying
 * @param why in words, for people
 */
record Braking(double share, String why) {

    static Braking stop(String why) {
        return new Braking(0, why);
    }

    static Braking half(String why) {
        return new Braking(0.5, why);
    }

    static Braking said(String why) {
        return new Braking(1, why);
    }

    boolean slows() {
        return share < 1;
    }
}
