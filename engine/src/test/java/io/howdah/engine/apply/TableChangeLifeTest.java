package io.howdah.engine.apply;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole life of each change of a table that needs no copy. */
@PostgresTest
class TableChangeLifeTest {

    @BeforeEach
    void tables(Database db) {
        TableChanges.createTables(db);
    }

    @ParameterizedTest
    @EnumSource
    void lives(TableChanges change, Database db) {
        TableChanges.lives(db, change.on(db));
    }
}
