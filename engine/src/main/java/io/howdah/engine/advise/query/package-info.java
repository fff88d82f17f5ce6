/**
 * Statements: what their texts, their counters and the texts of procedures show, and forms that others may beat. Rules look at a
 * scene; rewriters write a statement otherwise, for {@code prove} to run both. Start reading at {@link
 * io.howdah.engine.advise.query.Rewriter} and {@link io.howdah.engine.advise.query.QueryRules}.
 */
@NullMarked
package io.howdah.engine.advise.query;

import org.jspecify.annotations.NullMarked;
