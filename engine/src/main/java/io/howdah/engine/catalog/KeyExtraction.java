package io.howdah.engine.catalog;

/** What becomes of a value before it is a key of an index. */
public enum KeyExtraction {

    /** The values of all keys together, as they are. */
    WHOLE,

    /** The elements of an array. */
    ELEMENTS,

    /** The words of a document of type {@code tsvector}. */
    WORDS,

    /** Three letters each of a text (pg_trgm). */
    TRIGRAMS,

    /** Names and values of a JSON document, each by itself ({@code jsonb_ops}). */
    JSON_KEYS,

    /** Values of a JSON document with the path to each ({@code jsonb_path_ops}). */
    JSON_PATHS
}
