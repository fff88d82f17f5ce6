package io.howdah.app.stage;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import java.util.Set;

/** A catalog as its user made it: without the tables of extensions and those in which migration tools keep their books. */
final class OwnObjects {

    /** Where Flyway, Liquibase, Rails, Django, Alembic, Entity Framework, Prisma, goose, Knex, Diesel, sqlx and Ecto keep theirs. */
    private static final Set<String> MIGRATIONS = Set.of(
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "databasechangeloglock",
            "schema_migrations",
            "ar_internal_metadata",
            "django_migrations",
            "alembic_version",
            "__EFMigrationsHistory",
            "_prisma_migrations",
            "goose_db_version",
            "knex_migrations",
            "knex_migrations_lock",
            "__diesel_schema_migrations",
            "_sqlx_migrations");

    private OwnObjects() {}

    static Catalog of(Catalog catalog) {
        return catalog.withRelations(
                catalog.relations().stream().filter(OwnObjects::isOwn).toList());
    }

    private static boolean isOwn(Relation relation) {
        return relation.ofExtension() == null
                && !MIGRATIONS.contains(relation.name().name());
    }
}
