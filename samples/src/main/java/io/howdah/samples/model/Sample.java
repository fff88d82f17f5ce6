package io.howdah.samples.model;

import io.howdah.samples.data.TableSource;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.workload.Workload;
import java.util.List;
import java.util.Set;

/** A database as an application grew it, with known faults and the statements that suffer from them. */
public interface Sample {

    String name();

    /** The relations in their naive form. */
    Schema schema();

    /** What is wrong with it; the product must find this by itself. */
    List<Fault> planted();

    /** Indexes that were not planted as missing, yet that a careful engineer may defend. */
    List<MissingIndex> defensible();

    /** What must not be proposed. */
    List<Temptation> temptations();

    /** Indexes that are there and should stay. */
    Set<String> sound();

    /** The rows, table by table. */
    List<TableSource> tables(Dataset dataset);

    /** What the application sends to a database that was filled with this dataset. */
    Workload workload(Dataset dataset);

    /** The same with every name replaced and with some faults only, both drawn from the seed. */
    Sample disguised(long seed);
}
