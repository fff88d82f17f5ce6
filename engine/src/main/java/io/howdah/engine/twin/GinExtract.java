package io.howdah.engine.twin;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The keys that a GIN operator class takes out of a value, each with its width in bytes as it is stored. */
enum GinExtract {

    /** Three letters each of words padded with two blanks before and one behind (pg_trgm), as four bytes. */
    TRIGRAMS {
        @Override
        Map<String, Key> keys(String value) {
            var keys = new HashMap<String, Key>();
            for (String word : WORDS.split(value.toLowerCase(Locale.ROOT))) {
                var padded = "  " + word + " ";
                for (int i = 0; !word.isEmpty() && i + 3 <= padded.length(); i++) {
                    keys.put(padded.substring(i, i + 3), new Key(4, ""));
                }
            }
            return keys;
        }
    },

    /** Words of a text that becomes a document. */
    WORDS_OF_TEXT {
        @Override
        Map<String, Key> keys(String value) {
            var keys = new HashMap<String, Key>();
            for (String word : WORDS.split(value.toLowerCase(Locale.ROOT))) {
                if (!word.isEmpty()) {
                    keys.put(word, new Key(text(word), ""));
                }
            }
            return keys;
        }
    },

    /** Keys, and values with a letter for their type before them (jsonb_gin.c). */
    JSON_KEYS {
        @Override
        Map<String, Key> keys(String value) {
            var keys = new LinkedHashMap<String, Key>();
            json(value, (path, key, leaf) -> keys.put(key, new Key(Math.min(MOST, text(key)), path)));
            return keys;
        }
    },

    /** A hash of four bytes for each value with the path to it. */
    JSON_PATHS {
        @Override
        Map<String, Key> keys(String value) {
            var keys = new LinkedHashMap<String, Key>();
            json(value, (path, key, leaf) -> {
                if (leaf) {
                    keys.put(path + key, new Key(4, path));
                }
            });
            return keys;
        }
    };

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** {@code JGIN_MAXLENGTH} is 125; longer ones are hashed. */
    private static final int MOST = 127;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A key as it is stored.
     *
     * @param width in bytes, header included
     * @param family keys of one origin, such as the values at one path of a document, which are equally varied
     */
    record Key(int width, String family) {}

    /** The different keys of a value; empty where it cannot be read. */
    abstract Map<String, Key> keys(String value);

    /** A short text with its header of one byte. */
    static int text(String word) {
        return word.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    private interface Found {
        void key(String path, String key, boolean leaf);
    }

    private static void json(String value, Found found) {
        try {
            walk("", JSON.readTree(value), found);
        } catch (JacksonException e) {
            // cut off, or not JSON: it has no keys for us
        }
    }

    private static void walk(String path, JsonNode node, Found found) {
        if (node.isObject()) {
            node.properties().forEach(p -> {
                found.key(path, "K" + p.getKey(), false);
                walk(path + "." + p.getKey(), p.getValue(), found);
            });
        } else if (node.isArray()) {
            node.forEach(element -> {
                if (element.isString()) {
                    found.key(path, "K" + element.asString(), true);
                } else {
                    walk(path, element, found);
                }
            });
        } else {
            found.key(path, "V" + node.asString(""), true);
        }
    }
}
