package io.howdah.samples.fault;

import java.util.function.UnaryOperator;

/**
 * A statement that an application should not send as it does; no index mends it alone.
 *
 * @param statement its name in the workload, which is the same under every disguise
 */
public record NaiveStatement(String id, String statement, String why) implements Fault {

    @Override
    public NaiveStatement renamed(UnaryOperator<String> name) {
        return this;
    }
}
