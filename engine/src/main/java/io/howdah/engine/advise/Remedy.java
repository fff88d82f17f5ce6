package io.howdah.engine.advise;

import java.util.List;

/**
 * How a finding is mended by hand: SQL to read, to judge and to run.
 *
 * @param sql in order; empty where nothing can be written down
 * @param undo what takes it back, in order
 * @param effect when it takes effect
 */
public record Remedy(List<String> sql, List<String> undo, Effect effect) {

    /** Nothing that could be written as SQL. */
    public static final Remedy NONE = new Remedy(List.of(), List.of(), Effect.AT_ONCE);

    /** When a remedy takes effect. */
    public enum Effect {
        AT_ONCE,
        /** After {@code pg_reload_conf()}. */
        RELOAD,
        /** After a restart of the server. */
        RESTART
    }

    /** One statement that takes effect at once. */
    public static Remedy of(String sql, String undo) {
        return new Remedy(List.of(sql), List.of(undo), Effect.AT_ONCE);
    }

    /** One statement that takes effect at once and needs no way back. */
    public static Remedy of(String sql) {
        return new Remedy(List.of(sql), List.of(), Effect.AT_ONCE);
    }
}
