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

    @Test
    void sees_aclitem_before_16_which_keeps_it_otherwise(Database db) {
        db.execute("create table acls (a aclitem)");
        var catalog = Looking.catalog(db);

        assertThat(Looking.graded(Looking.with(new UpgradeBlockerRule(), Looking.at(150_004, catalog))))
                .containsExactly("NOTICE acls.a");
        assertThat(Looking.with(new UpgradeBlockerRule(), Looking.at(160_000, catalog)))
                .isEmpty();
    }
}
