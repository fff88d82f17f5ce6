package io.howdah.samples.plant;

import java.util.List;

/**
 * Every fault that a sample can have.
 *
 * @param there indexes that are there anyway
 */
public record PossibleFaults(List<PlantedIndex> there, List<Gap> gaps, List<Blunder> blunders, List<Flaw> flaws) {}
