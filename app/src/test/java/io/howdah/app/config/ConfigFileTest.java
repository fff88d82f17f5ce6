package io.howdah.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final Rule RULE = new Rule() {
        @Override
        public String slug() {
            return "idle-thing";
        }

        @Override
        public List<Finding> examine(Scene scene) {
            return List.of();
        }

        @Override
        public List<Threshold> thresholds() {
            return List.of(new Threshold("idle-thing.days", 35, "days", "longer than a month"));
        }
    };

    @TempDir
    private Path folder;

    @Test
    void reads_thresholds_what_to_ignore_and_the_machine() throws IOException {
        var config = read("""
                thresholds:
                  idle-thing.days: 7.5
                ignore:
                  - finding: "idle-thing:table \\"Te st\\".*"
                    reason: 倉庫 is archived
                    until: 2027-06-30
                  - { finding: other-thing, reason: known }
                machine: { memory: 64GB, cores: 16, disk: NVMe }
                """);

        assertThat(config.thresholds()).isEqualTo(Map.of("idle-thing.days", 7.5));
        assertThat(config.ignored())
                .containsExactly(
                        new Ignored("idle-thing:table \"Te st\".*", "倉庫 is archived", LocalDate.of(2027, 6, 30)),
                        new Ignored("other-thing", "known", null));
        assertThat(config.machine()).isEqualTo(new MachineText(64L << 30, 16, Disk.NVME));
    }

    @Test
    void tells_everything_that_is_wrong_at_once_with_its_line() {
        assertThatThrownBy(() -> read("""
                treshold: 3
                thresholds:
                  idle-thing.days: many
                  nosuch-thing.days: 3
                  nosuch-thing.days: 4
                ignore:
                  - finding: idle-thing
                  - { reason: why, untill: 2027-01-01 }
                  - { finding: a, reason: b, until: tomorrow }
                machine:
                  memory: lots
                  cores: 0
                  disk: tape
                  colour: grey
                """))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith(folder.resolve("howdah.yaml") + ": ")
                .hasMessageContaining("line 1: unknown key 'treshold'; there is thresholds, ignore and machine")
                .hasMessageContaining("line 3: the threshold idle-thing.days is not a number: 'many'")
                .hasMessageContaining("there is no threshold 'nosuch-thing.days'")
                .hasMessageContaining("line 5: the key 'nosuch-thing.days' is there twice")
                .hasMessageContaining("line 7: ignoring idle-thing needs a reason")
                .hasMessageContaining("line 8: unknown key 'untill'")
                .hasMessageContaining("line 8: an entry of ignore needs a finding")
                .hasMessageContaining("line 9: 'tomorrow' is not a day")
                .hasMessageContaining("line 11: 'lots' is not an amount of memory")
                .hasMessageContaining("line 12: '0' is not a number of cores")
                .hasMessageContaining("line 13: 'tape' is none of")
                .hasMessageContaining("line 14: unknown key 'colour'");
    }

    @Test
    void names_the_line_where_a_file_is_not_yaml() {
        assertThatThrownBy(() -> read("thresholds:\n  a: [1, 2\nb: 3\n"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("line 3: not YAML");
    }

    @Test
    void takes_an_empty_file_for_nothing() throws IOException {
        assertThat(read("# nothing yet\n")).isEqualTo(HealthConfig.NONE);
    }

    @Test
    void refuses_another_shape_than_keys_with_values() {
        assertThatThrownBy(() -> read("- thresholds\n")).hasMessageContaining("line 1: the file must consist of keys");
        assertThatThrownBy(() -> read("ignore: idle-thing\n")).hasMessageContaining("line 1: ignore must be a list");
    }

    private HealthConfig read(String text) throws IOException {
        var file = folder.resolve("howdah.yaml");
        Files.writeString(file, text);
        return ConfigFile.read(file, List.of(RULE));
    }
}
