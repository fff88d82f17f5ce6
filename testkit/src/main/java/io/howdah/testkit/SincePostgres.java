package io.howdah.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of a {@link PostgresTest} class, or such a class, that is skipped on servers older than this major version. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface SincePostgres {

    /** The oldest major version that the test runs on. */
    int value();
}
