package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class NullableForeignKeyRuleTest {

    private final NullableForeignKeyRule rule = new NullableForeignKeyRule();

    @BeforeEach
    void places_and_tenants(Database db) {
        db.execute(
                "create table places (country text, city text, primary key (country, city))",
                "create table tenants (id int primary key)",
                "create table users (tenant int references tenants, id int, primary key (tenant, id))",
                "insert into places values ('de', 'Ulm')");
    }

    @Test
    void takes_neither_the_key_itself_nor_a_check_of_other_columns_for_a_guard(Database db) {
        db.execute("create table visits (country text, city text, note text, check (note is not null), "
                + "foreign key (country, city) references places on delete set null)");

        assertThat(Looking.subjects(Looking.with(rule, db))).containsExactly("visits.visits_country_city_fkey");
    }

    @Test
    void sees_keys_that_may_be_half_filled_and_worse_where_they_are(Database db) {
        db.execute(
                "create table visits (country text, city text, foreign key (country, city) references places)",
                "create table \"Trips\" (country text, \"City\" text, "
                        + "constraint \"To\" foreign key (country, \"City\") references places)",
                "insert into \"Trips\" select 'nowhere', null from generate_series(1, 10)",
                "insert into \"Trips\" values ('de', 'Ulm')",
                "analyze");

        assertThat(Looking.graded(Looking.with(rule, db)))
                .containsExactly("INFO visits.visits_country_city_fkey", "NOTICE \"Trips\".\"To\"");
    }

    @Test
    void counts_no_half_filled_rows_where_a_column_has_no_statistics(Database db) {
        db.execute(
                "create table visits (country text, city text, foreign key (country, city) references places)",
                "alter table visits alter country set statistics 0",
                "insert into visits select null, null from generate_series(1, 10)",
                "analyze");
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("INFO visits.visits_country_city_fkey");

        db.execute("alter table visits alter country set statistics -1", "update visits set country = 'de'", "analyze");
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("NOTICE visits.visits_country_city_fkey");
    }

    @Test
    void does_not_take_a_reference_that_is_left_out_as_a_whole_for_half_of_one(Database db) {
        db.execute(
                "create table offices (tenant int, country text, city text, primary key (tenant, country, city))",
                "create table desks (tenant int not null, country text, city text, "
                        + "foreign key (tenant, country, city) references offices)",
                "insert into desks select 1, null, null from generate_series(1, 10)",
                "analyze");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("INFO desks.desks_tenant_country_city_fkey");
    }

    @Test
    void sees_a_tenant_that_may_be_null_beside_its_user(Database db) {
        db.execute("create table notes (tenant int references tenants, author int not null, "
                + "foreign key (tenant, author) references users)");

        assertThat(Looking.subjects(Looking.with(rule, db))).containsExactly("notes.notes_tenant_author_fkey");
    }

    @Test
    void says_how_many_rows_have_no_tenant_beside_their_user(Database db) {
        db.execute("create table notes (tenant int references tenants, author int not null, "
                + "foreign key (tenant, author) references users)");
        assertThat(Looking.with(rule, db).getFirst().evidence()).hasSize(1);

        db.execute("insert into notes select null, 1 from generate_series(1, 10)", "analyze");
        var found = Looking.with(rule, db);

        assertThat(Looking.graded(found)).containsExactly("NOTICE notes.notes_tenant_author_fkey");
        assertThat(found.getFirst().evidence().getLast().figures()).containsEntry("unchecked_rows", 10.0);
    }

    @Test
    void sees_a_key_that_is_declared_twice(Database db) {
        db.execute("create table notes (tenant int references tenants, author int not null, "
                + "foreign key (tenant, author) references users, foreign key (tenant, author) references users)");

        assertThat(Looking.subjects(Looking.with(rule, db))).contains("notes.notes_tenant_author_fkey");
    }

    @Test
    void is_silent_where_no_column_is_of_this_key_alone(Database db) {
        db.execute(
                "create table teams (author int, team int, primary key (author, team))",
                "create table notes (tenant int references tenants, author int not null, team int not null, "
                        + "foreign key (tenant, author) references users, "
                        + "foreign key (author, team) references teams)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_where_a_reference_is_left_out_by_its_one_nullable_column(Database db) {
        db.execute(
                "create table notes (tenant int not null references tenants, author int, "
                        + "foreign key (tenant, author) references users)",
                "create table bare (tenant int not null, author int, foreign key (tenant, author) references users)",
                "create table single (tenant int references tenants)",
                "create table strict (tenant int not null references tenants, author int not null, "
                        + "foreign key (tenant, author) references users)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_where_the_key_or_a_check_keeps_halves_out(Database db) {
        db.execute(
                "create table complete (country text, city text, foreign key (country, city) references places match full)",
                "create table checked (country text, city text, foreign key (country, city) references places, "
                        + "check ((country is null) = (city is null)))",
                "create table counted (country text, city text, foreign key (country, city) references places, "
                        + "check (num_nonnulls(country, city) <> 1))",
                "create table lettered (country text, city text, foreign key (country, city) references places, "
                        + "check (country < city))");

        assertThat(Looking.subjects(Looking.with(rule, db))).containsExactly("lettered.lettered_country_city_fkey");
    }

    @Test
    void either_way_that_is_written_down_ends_it(Database db) {
        for (int way = 0; way < 2; way++) {
            db.execute(
                    "create table \"V\" (country text, \"City\" text, foreign key (country, \"City\") references places)",
                    "insert into \"V\" values ('de', 'Ulm')");
            var decision =
                    Objects.requireNonNull(Looking.with(rule, db).getFirst().decision());

            decision.choices().get(way).sql().forEach(db::execute);

            assertThat(Looking.with(rule, db)).isEmpty();
            db.execute("drop table \"V\"");
        }
    }
}
