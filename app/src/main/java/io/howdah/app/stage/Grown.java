package io.howdah.app.stage;

import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.growth.Growth;
import io.howdah.engine.advise.growth.OutgrownPlan;
import io.howdah.engine.catalog.Catalog;
import java.util.List;

/**
 * What lies between today and the size that advice was asked for.
 *
 * @param catalog the database as it would be then
 * @param outgrown statements whose plans, with today's indexes, do not keep pace; costliest first
 * @param today the advice for today
 */
public record Grown(Growth growth, Catalog catalog, List<OutgrownPlan> outgrown, Advisory today) {}
