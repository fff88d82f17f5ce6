package io.howdah.engine.catalog;

import java.util.List;
import java.util.Map;

/**
 * A tablespace that is not the server's own.
 *
 * @param options {@code spcoptions}, such as {@code random_page_cost}
 * @param databaseDefault whether relations of the database that name no tablespace are in it
 * @param holds tables and indexes of the database that name it
 */
public record Tablespace(
        String name, Map<String, String> options, boolean databaseDefault, List<QualifiedName> holds) {}
