package io.howdah.engine.advise.security;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Guards.HostLine;
import java.util.List;

/** Catalogs of servers with other rules for who may come. */
final class Hosts {

    private Hosts() {}

    static Catalog with(Catalog catalog, HostLine... rules) {
        var g = catalog.guards();
        return catalog.withGuards(new Guards(
                g.schemas(),
                g.grants(),
                g.policies(),
                g.triggers(),
                g.routines(),
                g.logins(),
                List.of(rules),
                g.mappings()));
    }
}
