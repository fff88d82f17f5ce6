package io.howdah.engine.apply;

import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;

/** The same on the newest server, which knows identity columns and NOT NULL constraints of partitioned tables. */
@PostgresTest(major = ServerUnderTest.NEWEST)
class PartitionTableOnNewestLifeTest extends PartitionTableLifeTest {}
