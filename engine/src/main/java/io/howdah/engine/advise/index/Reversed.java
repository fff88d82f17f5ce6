package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexKey;
import java.util.List;

/** The order that an index gives when it is read from its end. */
final class Reversed {

    private Reversed() {}

    static List<IndexKey> of(List<IndexKey> keys) {
        return keys.stream().map(Reversed::of).toList();
    }

    private static IndexKey of(IndexKey key) {
        return new IndexKey(
                key.column(),
                key.expression(),
                key.operatorClass(),
                key.collation(),
                !key.descending(),
                !key.nullsFirst());
    }
}
