package io.howdah.app.wish;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.twin.Structure;

/** Another type of a column as people write it. */
public final class TypeWish {

    private static final String FORM = "'TABLE.COLUMN TYPE', such as 'orders.status smallint'";

    private TypeWish() {}

    public static Structure read(Catalog catalog, String text) {
        var words = new Words(text, FORM);
        var table = new StringBuilder(words.name());
        words.expect(".");
        var column = words.name();
        while (words.take(".")) {
            table.append('.').append(column);
            column = words.name();
        }
        var type = words.rest();
        if (type.isEmpty()) {
            throw words.wrong();
        }
        return new Structure.Retyped(Names.table(catalog, table.toString()), column, type);
    }
}
