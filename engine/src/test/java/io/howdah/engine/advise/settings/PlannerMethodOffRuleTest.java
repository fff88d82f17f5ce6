package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Setting;
import org.junit.jupiter.api.Test;

class PlannerMethodOffRuleTest {

    private final PlannerMethodOffRule rule = new PlannerMethodOffRule();

    @Test
    void sees_a_method_that_is_off() {
        assertThat(Made.server()
                        .setting(new Setting("enable_seqscan", "off", null, "configuration file", "user", "on", false))
                        .seenBy(rule))
                .containsExactly("WARNING setting enable_seqscan: enable_seqscan is off for everyone");
    }

    @Test
    void is_silent_about_those_that_are_off_by_default() {
        assertThat(Made.server()
                        .setting(new Setting(
                                "enable_partitionwise_join", "off", null, "configuration file", "user", "off", false))
                        .setting(new Setting("autovacuum", "off", null, "configuration file", "sighup", "on", false))
                        .setting(new Setting("enable_hashjoin", "on", null, "configuration file", "user", "on", false))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void leaves_pruning_to_the_rule_that_knows_partitions() {
        assertThat(Made.server()
                        .setting(new Setting(
                                "enable_partition_pruning", "off", null, "configuration file", "user", "on", false))
                        .seenBy(rule))
                .isEmpty();
    }
}
