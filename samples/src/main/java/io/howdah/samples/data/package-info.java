/**
 * Makes rows: repeatable chance, skewed draws, prose, and PostgreSQL's binary COPY format. Knows no table and opens no
 * connection. Start reading at {@link io.howdah.samples.data.TableSource}.
 */
@NullMarked
package io.howdah.samples.data;

import org.jspecify.annotations.NullMarked;
