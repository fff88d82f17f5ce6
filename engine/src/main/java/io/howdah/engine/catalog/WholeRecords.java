package io.howdah.engine.catalog;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a file left out of records: JSON knows no {@code @Nullable}, and whoever reads the records relies on it. Texts must be
 * such as a database can hold.
 */
final class WholeRecords {

    private static final Map<Class<?>, RecordComponent[]> COMPONENTS = new ConcurrentHashMap<>();

    private WholeRecords() {}

    /** What is wrong with the record or anything in it, and where; empty where all is there. */
    static Optional<String> flaw(Record whole) {
        return Optional.ofNullable(inRecord(whole, ""));
    }

    private static @Nullable String inRecord(Record whole, String place) {
        for (var component : COMPONENTS.computeIfAbsent(whole.getClass(), Class::getRecordComponents)) {
            var flaw = in(value(whole, component), component.getAnnotatedType(), place + "/" + component.getName());
            if (flaw != null) {
                return flaw;
            }
        }
        return null;
    }

    private static @Nullable String in(@Nullable Object value, AnnotatedType type, String place) {
        return switch (value) {
            case null -> type.isAnnotationPresent(Nullable.class) ? null : place + " is missing";
            case String text -> text.indexOf('\0') < 0 ? null : place + " has a character that no database can hold";
            case Record inner -> inRecord(inner, place);
            case Collection<?> values -> inAll(values, argument(type, 0), place);
            case Map<?, ?> map -> {
                var flaw = inAll(map.keySet(), argument(type, 0), place);
                yield flaw == null ? inAll(map.values(), argument(type, 1), place) : flaw;
            }
            default -> null;
        };
    }

    private static @Nullable String inAll(Collection<?> values, AnnotatedType type, String place) {
        int number = 0;
        for (var value : values) {
            var flaw = in(value, type, place + "/" + number++);
            if (flaw != null) {
                return flaw;
            }
        }
        return null;
    }

    private static AnnotatedType argument(AnnotatedType type, int number) {
        return type instanceof AnnotatedParameterizedType generic
                ? generic.getAnnotatedActualTypeArguments()[number]
                : type;
    }

    private static @Nullable Object value(Record whole, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(whole);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
