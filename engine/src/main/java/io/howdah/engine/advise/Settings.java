package io.howdah.engine.advise;

import io.howdah.engine.catalog.Catalog;

/** Settings of a catalog as rules ask for them. */
public final class Settings {

    private Settings() {}

    /** In bytes, milliseconds or as it is; the other number where the catalog does not hold the setting. */
    public static double number(Catalog catalog, String name, double otherwise) {
        return catalog.setting(name).map(Amount::number).orElse(otherwise);
    }

    public static boolean is(Catalog catalog, String name, String value) {
        return catalog.setting(name).filter(s -> s.value().equals(value)).isPresent();
    }

    /** Connections that ordinary roles can get (manual, section 19.3.1); 0 or less where the catalog does not tell. */
    public static double connections(Catalog catalog) {
        return number(catalog, "max_connections", 0)
                - number(catalog, "superuser_reserved_connections", 0)
                - number(catalog, "reserved_connections", 0);
    }
}
