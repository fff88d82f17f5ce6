package io.howdah.samples.fault;

import java.util.function.UnaryOperator;

/** A function of the database that does not do what it promises. */
public record NaiveFunction(String id, String function, String why) implements Fault {

    @Override
    public NaiveFunction renamed(UnaryOperator<String> name) {
        return new NaiveFunction(id, name.apply(function), why);
    }
}
