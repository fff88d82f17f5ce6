/**
 * Rules on standbys, slots, subscriptions and what they need of the server.
 * Start reading at {@link io.howdah.engine.advise.replication.SynchronousNamesRule}.
 */
@NullMarked
package io.howdah.engine.advise.replication;

import org.jspecify.annotations.NullMarked;
