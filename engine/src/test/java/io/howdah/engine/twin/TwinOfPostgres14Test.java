package io.howdah.engine.twin;

import io.howdah.testkit.PostgresTest;

@PostgresTest(major = 14)
class TwinOfPostgres14Test extends OlderServerContract {}
