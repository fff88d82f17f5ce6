package io.howdah.engine.advise.security;

import io.howdah.engine.catalog.Relation;

/** The statements that switch row-level security. */
final class RowSecurity {

    private RowSecurity() {}

    static String enable(Relation table) {
        return "ALTER TABLE " + table.name().quoted() + " ENABLE ROW LEVEL SECURITY";
    }

    static String force(Relation table) {
        return "ALTER TABLE " + table.name().quoted() + " FORCE ROW LEVEL SECURITY";
    }
}
