package io.howdah.app.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.howdah.engine.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the documents: names in snake case, absent values left out, in the order of the records. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    public static String write(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    /** Reads a document of ours; a problem that names the file where it is none. */
    public static <T> T read(String text, Class<T> type, String file) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new Problem(Problem.Kind.INPUT, file + " is not a document of howdah: " + e.getOriginalMessage(), e);
        }
    }
}
