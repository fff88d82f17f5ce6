package io.howdah.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class whose methods may take a {@link Database} on a real server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(PostgresExtension.class)
public @interface PostgresTest {

    /** The major version; 0 means the one that the system property {@code pg} names, which is the oldest by default. */
    int major() default 0;

    /** Whether the server's autovacuum works; a server of its own is started for the tests that want it. */
    boolean autovacuum() default false;
}
