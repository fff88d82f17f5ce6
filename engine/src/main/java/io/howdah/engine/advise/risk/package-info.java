/**
 * "What could take you down tonight": rules that need the catalog alone and so answer within seconds on any server.
 * They say what they see and what to do; they change nothing and propose no indexes.
 * Start reading at {@link io.howdah.engine.advise.risk.RiskRules}.
 */
@NullMarked
package io.howdah.engine.advise.risk;

import org.jspecify.annotations.NullMarked;
