package io.howdah.samples.plant;

import io.howdah.samples.model.Names;
import io.howdah.samples.model.Schema;

/**
 * An index of a sample, in the sample's own words.
 *
 * @param definition what follows the table's name in CREATE INDEX, as a template for {@link Names}
 */
public record PlantedIndex(String name, String table, String definition) {

    /** The index under the sample's present names. */
    public Schema.Index in(Names names) {
        return new Schema.Index(
                names.of(name),
                names.of(table),
                names.sql("create index {%s} on {%s} %s".formatted(name, table, definition)));
    }
}
