/**
 * Rules about who may read and change what, and how sessions are let in.
 * Start reading at {@link io.howdah.engine.advise.security.SecurityRules}.
 */
@NullMarked
package io.howdah.engine.advise.security;

import org.jspecify.annotations.NullMarked;
