/**
 * What carries a step out: the one session that changes a database, its journal, the locks that it asks for and those who hold them.
 * It knows no kind of change; those who do stand beside it. Start reading at {@link io.howdah.engine.apply.run.Runner}.
 */
@NullMarked
package io.howdah.engine.apply.run;

import org.jspecify.annotations.NullMarked;
