package io.howdah.engine.apply;

import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;

/** The same lives on the newest server. */
@PostgresTest(major = ServerUnderTest.NEWEST)
class TableChangePartitionedOnNewestTest extends TableChangePartitionedTest {}
