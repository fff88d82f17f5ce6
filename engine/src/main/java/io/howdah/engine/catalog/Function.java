package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A function that may stand in a statement, with what the planner asks of it, or a procedure. Trigger functions are neither.
 *
 * @param arguments as {@code pg_get_function_arguments} writes them, with modes, names and defaults
 * @param identity as {@code pg_get_function_identity_arguments} writes them
 * @param result as {@code pg_get_function_result} writes it; empty for a procedure
 * @param language name of the language that it is written in
 * @param volatility {@code provolatile}: i immutable, s stable, v volatile
 * @param parallel {@code proparallel}: s safe, r restricted, u unsafe
 * @param cost {@code procost}, in units of cpu_operator_cost
 * @param rows {@code prorows}; 0 where it returns no set
 * @param supported whether a planner support function tells the planner more about it
 * @param body {@code prosrc}: the body's text, empty for an SQL-standard body
 * @param extension the extension that it came with; null where it came with none
 * @param createSql as {@code pg_get_functiondef} writes it; null for those of extensions
 */
public record Function(
        QualifiedName name,
        String arguments,
        String identity,
        String result,
        String language,
        String volatility,
        boolean strict,
        boolean leakproof,
        String parallel,
        double cost,
        double rows,
        boolean returnsSet,
        boolean supported,
        String body,
        @Nullable String extension,
        @Nullable String createSql) {

    /** As people tell it from others of its name. */
    public String signature() {
        return name + "(" + identity + ")";
    }
}
