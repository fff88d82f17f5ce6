package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No writer waits for long while a table is changed, even behind somebody who reads it for long. */
@PostgresTest
class TableChangeLockTest {

    private static final Duration READING = Duration.ofMillis(1500);

    /** Far below the reader's time, above what a busy machine makes of a tenth of a second. */
    private static final Duration LONGEST = Duration.ofMillis(700);

    @BeforeEach
    void tables(Database db) {
        TableChanges.createTables(db);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RENAME_TABLE", "VALIDATE", "ADD_PRIMARY_KEY"})
    void keeps_nobody_waiting(TableChanges change, Database db) throws Exception {
        var stop = new AtomicBoolean();
        var reader = CompletableFuture.runAsync(() -> read(db));
        var writer = CompletableFuture.supplyAsync(() -> longestWrite(db, stop));
        Application application;
        try {
            Thread.sleep(100);
            application = Killer.applier(db).apply(change.on(db), ApplyListener.SILENT);
        } finally {
            stop.set(true);
        }
        reader.get();

        assertThat(Duration.ofNanos(writer.get())).isLessThan(LONGEST);
        assertThat(application.steps())
                .extracting(AppliedStep::lockedMillis)
                .allMatch(millis -> millis == null || millis < 250);
    }

    private static void read(Database db) {
        try (var connection = db.connection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select count(*) from \"Or ders\"");
            Thread.sleep(READING.toMillis());
            connection.rollback();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long longestWrite(Database db, AtomicBoolean stop) {
        long longest = 0;
        try (var connection = db.connection();
                var statement = connection.createStatement()) {
            for (int i = 1; !stop.get(); i++) {
                long begun = System.nanoTime();
                statement.execute("update \"Or ders\" set customer = customer where id = " + i % 2000);
                longest = Math.max(longest, System.nanoTime() - begun);
                Thread.sleep(2);
            }
            return longest;
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
