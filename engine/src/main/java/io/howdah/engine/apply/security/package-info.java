/**
 * Row-level security that keeps tenants apart, and the audit log of changes to rows. Start reading at
 * {@link io.howdah.engine.apply.security.TenantPlans} and {@link io.howdah.engine.apply.security.AuditPlans}.
 */
@NullMarked
package io.howdah.engine.apply.security;

import org.jspecify.annotations.NullMarked;
