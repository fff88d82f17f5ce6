package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class VersionRules {

    private VersionRules() {}

    public static List<Rule> all() {
        return List.of(
                new MinorVersionRule(),
                new MajorEndRule(),
                new ExtensionOutdatedRule(),
                new ChecksumsOffRule(),
                new CollationVersionRule(),
                new UpgradeBlockersRule(),
                new UpgradeStepsRule());
    }
}
