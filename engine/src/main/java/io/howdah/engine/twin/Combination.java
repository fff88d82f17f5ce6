package io.howdah.engine.twin;

import java.util.List;

/**
 * One level of each of several choices.
 *
 * @param weight how likely it is among those that are asked, 0 to 1
 */
record Combination(List<Integer> levels, double weight) {}
