package io.howdah.engine.twin;

import io.howdah.testkit.PostgresTest;

@PostgresTest(major = 15)
class TwinOfPostgres15Test extends OlderServerContract {}
