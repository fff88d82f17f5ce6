package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class UpgradeBlockerRuleTest {

    @Test
    void sees_types_that_hold_oids_of_this_server(Database db) {
        db.execute("create table \"Books\" (f regproc, fine regclass, role regrole, n oid)");

        assertThat(Looking.graded(Looking.with(new UpgradeBlockerRule(), db))).containsExactly("NOTICE \"Books\".f");
    }
}
