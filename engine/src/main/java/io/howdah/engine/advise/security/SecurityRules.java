package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class SecurityRules {

    private SecurityRules() {}

    public static List<Rule> all() {
        return List.of(
                new RowSecurityMissingRule(),
                new RowSecurityBypassedRule(),
                new PolicyUnusedRule(),
                new PolicyMissingRule(),
                new PolicyAlwaysTrueRule(),
                new PolicyPerRowRule(),
                new PolicyOverlapRule(),
                new DefinerViewRule(),
                new DefinerSearchPathRule(),
                new DefinerPublicRule(),
                new PublicCreateRule(),
                new PublicGrantRule(),
                new SuperuserApplicationRule(),
                new SuperusersRule(),
                new ServerFilesRule(),
                new SuperuserOwnerRule(),
                new MixedOwnersRule(),
                new WeakPasswordRule(),
                new PasswordEndRule(),
                new HostRuleRule(),
                new OpenLineRule(),
                new UntrustedLanguageRule(),
                new ForeignPasswordRule());
    }
}
