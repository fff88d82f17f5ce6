package io.howdah.samples.fault;

import java.util.function.UnaryOperator;

/** Something that is wrong with a sample on purpose; its id is that of the answer key, such as {@code K-2}. */
public sealed interface Fault permits IndexFault, NaiveStatement, Decision, NaiveFunction {

    String id();

    /** The same fault of a sample whose relations, columns and functions go by other names. */
    Fault renamed(UnaryOperator<String> name);
}
