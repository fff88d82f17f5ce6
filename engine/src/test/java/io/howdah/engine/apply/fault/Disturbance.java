package io.howdah.engine.apply.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** What others do while a step is at work, for a while; it is to cost time, and nothing else. */
enum Disturbance {
    /** Somebody reads the table for long. */
    LONG_READER,
    /** Somebody has an old snapshot and has read nothing yet. */
    OLD_SNAPSHOT,
    /** A transaction of an application has locked rows of the table. */
    LOCKED_ROWS,
    /** A transaction that has written to the table was prepared, and nobody ends it. */
    PREPARED_TRANSACTION,
    /** Two transactions lock the same rows in orders that cross. */
    CROSSING_WRITERS,
    /** A vacuum of somebody that does not step aside. */
    VACUUM;

    private static final long MILLIS = 600;

    private static final String TOUCH = "update \"Led ger\" set note = note where id = ";

    String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    Probe.Fault in(Life life, long seed) {
        return new Probe.Fault() {
            @Override
            public void begins(Probe probe) {
                probe.happened();
                disturb(life);
            }
        };
    }

    private void disturb(Life life) {
        try {
            switch (this) {
                case LONG_READER -> hold(life, "select count(*) from \"Led ger\"", "commit");
                case OLD_SNAPSHOT -> hold(life, "select 1", "select count(*) from \"Led ger\"", "commit");
                case LOCKED_ROWS -> hold(life, "update \"Led ger\" set note = note where id < 0", "commit");
                case PREPARED_TRANSACTION -> prepare(life);
                case CROSSING_WRITERS -> {
                    hold(life, TOUCH + "-1", TOUCH + "-50", "commit");
                    hold(life, TOUCH + "-99", TOUCH + "-60", "commit");
                }
                case VACUUM -> hold(life, "lock table \"Led ger\" in share update exclusive mode", "commit");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void prepare(Life life) throws SQLException {
        var name = "pre pared " + life.db().name();
        try (var connection = life.admin()) {
            execute(connection, "begin", TOUCH + "-7", "prepare transaction '" + name + "'");
        }
        hold(life, "select 1", "commit", "commit prepared '" + name + "'");
    }

    /** Does the first at once, and the others after a while. */
    private static void hold(Life life, String first, String... later) throws SQLException {
        var connection = life.admin();
        execute(connection, "begin isolation level repeatable read", first);
        life.other(() -> {
            LockSupport.parkNanos(MILLIS * 1_000_000);
            try (connection) {
                execute(connection, later);
            } catch (SQLException e) {
                life.ledger().failed("somebody else: " + Sentence.of(e));
            }
        });
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
