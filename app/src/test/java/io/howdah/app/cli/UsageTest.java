package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            advize                                | howdah: unknown command 'advize'; did you mean advise?
            nonsense                              | howdah: unknown command 'nonsense'
            advise --budgte 3                     | howdah: unknown option --budgte; did you mean --budget?
            advise one two                        | howdah: 'two' is one argument too many
            inspect --sample abc                  | howdah: invalid value for option '--sample': 'abc' is not a whole number
            twin check --fail-on abc              | howdah: invalid value for option '--fail-on': 'abc' is not a number
            advise one postgres://u:secret@h/d    | howdah: 'postgres://u:…@h/d' is one argument too many
            advise one postgres://u:p@s/@h/d      | howdah: 'postgres://u:…@h/d' is one argument too many
            advise one password=secret            | howdah: 'password=…' is one argument too many
            advise one postgres:///d?password=s&x | howdah: 'postgres:///d?password=…&x' is one argument too many
            advise --budget much                  | howdah: invalid value for option '--budget': 'much' is not a size; write it like 250MB or 2GB
            advise --format xml                   | howdah: invalid value for option '--format': 'xml' is neither text nor json
            advise --fail-on red                  | howdah: invalid value for option '--fail-on': 'red' is none of critical, warning, notice, info
            advise --sample -3                    | howdah: --sample is from 0 to 3600 seconds
            advise postgres://h:99999999/x        | howdah: the port "99999999" is not a number from 1 to 65535
            what-if -d x                          | howdah: what is to be otherwise? Give one or more of --rows, --index, --hide, --set, --partition, --type, --dependency, --distinct and --postgres
            what-if -d x --set work_mem           | howdah: --set takes NAME=VALUE, such as work_mem=64MB, and 'work_mem' is not of that form
            what-if x --twin y --hide z           | howdah: give a database or --twin FILE, not both
            what-if --twin /nosuch --hide z       | howdah: there is no file /nosuch
            advise --twin /nosuch                 | howdah: there is no file /nosuch
            twin opens                            | howdah: unknown command 'opens'; did you mean open?
            twin open                             | howdah: give a FILE of 'howdah twin save' or --schema-file FILE
            twin open /nosuch                     | howdah: there is no file /nosuch
            twin save /nosuch/file -d x           | howdah: the twin cannot be written to /nosuch/file
            twin save f -d x --sample -1          | howdah: --sample is from 0 to 3600 seconds
            twin check -d x --saved /nosuch       | howdah: there is no file /nosuch
            twin check -d x --fail-on 101         | howdah: --fail-on is a number of percent, from 0 to 100
            what-if -d x --rows orders            | howdah: --rows takes TABLE=N, such as orders=3G, and 'orders' is not of that form
            what-if -d x --rows orders=many       | howdah: --rows: 'many' is not a number of rows; write it like 1000000, 500k or 3G
            apply one two                         | howdah: 'two' is neither a database nor the id of a piece of advice
            undo one two                          | howdah: 'two' is neither a database nor the number of what was applied
            change one two three                  | howdah: give the statement as one argument, in quotes; 'three' is one too many
            change x --undo-window long           | howdah: invalid value for option '--undo-window': 'long' is not a length of time; write it like 100ms, 30s, 2h or 3d
            change x --back y                     | howdah: --back takes COLUMN = EXPRESSION; 'y' is none
            change x --back a=1,b=2               | howdah: --back takes one expression; this is too much of it: ',b=2'
            change x --back a=1 --back a=2        | howdah: --back gives the old value of column a twice
            change x --with-references --stamp-updates t.c | howdah: --stamp-updates goes without --back, --with-references and --lossy-undo
            change x --pace slow                  | howdah: invalid value for option '--pace': 'slow' is neither gentle nor full
            partition convert t                   | howdah: missing required option: '--by=KIND(COLUMN)'
            partition convert t --by range        | howdah: --by is range(COLUMN), list(COLUMN) or hash(COLUMN), not 'range'
            partition convert t --by hash(id)     | howdah: say into how many partitions: --by 'hash(id) 4'
            partition convert t --by hash(id) --modulus 1 | howdah: hash(id) is into 2 to 1000 partitions, not 1
            partition convert t --by range(at) --every fortnight | howdah: --every is hour, day, week, month, quarter, year or a whole number, not 'fortnight'
            partition convert t --by range(at) --zone Moon | howdah: --zone 'Moon' is no time zone; write it like Europe/Berlin or UTC
            partition convert t --by range(at) --values a,b | howdah: --values goes with list(COLUMN)
            partition convert t --by list(r) --values a,,b | howdah: --values takes different values with commas between them, such as EU,US
            partition convert t --by list(r) --every month | howdah: --every goes with range(COLUMN)
            partition convert t --by list(r) --then list(r) | howdah: --by and --then are by different columns
            partition convert t --by range(at) --ahead 101 | howdah: --ahead is a number from 0 to 100
            partition convert t --by range(at) --key no | howdah: --key is widen, without, or the new primary key such as '(id, created_at)', not 'no'
            encode x y z --columns a              | howdah: give one table; 'z' is one argument too many
            encode -d x t                         | howdah: missing required option: '--columns=COLUMN,…'
            encode -d x t --columns a,            | howdah: a name is missing in what is given for --columns, --mapping, --name or --without
            encode -d x t --columns a --mapping b | howdah: --mapping takes COLUMN=VALUE:CODE,…, such as status=new:0,paid:1, and 'b' is not of that form
            encode -d x t --columns a --mapping a=b:c | howdah: --mapping: 'b:c' is not a VALUE:CODE, such as paid:1
            encode -d x t --columns a --mapping b=c:1 | howdah: --mapping is about column b, which --columns does not name
            encode -d x t --columns a --mapping a=c:70000 | howdah: Code 70000 of 'c' is no SMALLINT
            encode -d x t --columns a --accept all | howdah: --accept takes triggers or subscribers, and 'all' is neither
            encode -d x t --columns a --undo-window 0 | howdah: --undo-window 0 would drop the texts at once, under programs that read them; howdah finish drops them when none does any more
            pause -d x                            | howdah: give the number of what is to be paused; see howdah undo --list
            resume one two                        | howdah: 'two' is neither a database nor the number of what was applied
            partition policy t --every fortnight  | howdah: --every is hour, day, week, month, quarter, year or a whole number, not 'fortnight'
            partition policy t --keep long        | howdah: --keep is a time such as 12months or 90days, a number, or forever, not 'long'
            partition policy t --then burn        | howdah: --then is drop, detach or archive:DIR, not 'burn'
            partition policy t --zone Mars        | howdah: --zone: there is no time zone 'Mars'; write it like Europe/Berlin or UTC
            partition policy t --ahead -1         | howdah: --ahead is a number of partitions from 0 to 9999, not '-1'
            partition policy t --default-partition x | howdah: --default-partition is yes, no or as-is, not 'x'
            partition restore /nosuch.gz          | howdah: file /nosuch.gz cannot be read: there is no such file
            partition maintains                   | howdah: unknown command 'maintains'; did you mean maintain?
            demo nosuch                           | howdah: there is no sample 'nosuch'; there is bots, market, social
            demo --rows 5                         | howdah: --rows is from 1,000 to 1 G
            demo --clients 0                      | howdah: --clients is from 1 to 64
            """)
    void says_what_is_wrong_with_the_arguments_and_exits_with_2(String arguments, String message) {
        var ran = Ran.howdah(arguments.strip().split(" +"));

        assertThat(ran.err()).startsWith(message + "\n");
        assertThat(ran.err().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://u:secret@h/d", "password=secret", "-d postgres://u:secret@h/d --fail-on red"})
    void shows_a_plug_in_of_nagios_no_password(String arguments) {
        var ran = Ran.howdah(("inspect --format nagios one " + arguments).split(" "));

        assertThat(ran.out()).startsWith("HOWDAH UNKNOWN").doesNotContain("secret");
        assertThat(ran.err()).doesNotContain("secret");
        assertThat(ran.code()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "inspect",
                "advise",
                "what-if",
                "apply",
                "change",
                "encode",
                "undo",
                "resume",
                "pause",
                "finish",
                "grant",
                "partition",
                "partition convert",
                "twin",
                "twin save",
                "twin open",
                "twin check",
                "secure",
                "secure report",
                "secure observe",
                "secure enforce",
                "audit",
                "audit install",
                "audit seal",
                "audit verify",
                "audit remove"
            })
    void shows_an_example_of_every_command(String command) {
        var ran = Ran.howdah((command + " --help").split(" "));

        assertThat(ran.out()).containsPattern("Examples?:\\R +howdah " + command);
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    @Test
    void says_its_version_on_standard_output() {
        var ran = Ran.howdah("--version");

        assertThat(ran.out()).startsWith("howdah ");
        assertThat(ran.code()).isZero();
    }

    @Test
    void shows_the_commands_when_none_is_given() {
        var ran = Ran.howdah();

        assertThat(ran.out()).contains("demo", "inspect", "advise", "what-if", "apply", "undo", "grant");
        assertThat(ran.code()).isZero();
    }

    @Test
    void refuses_a_report_that_cannot_be_written_before_it_begins(@TempDir Path folder) {
        var ran = Ran.howdah(folder, "demo", "--report", "missing/report.html");

        assertThat(ran.err()).startsWith("howdah: the report cannot be written to " + folder);
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void refuses_a_data_folder_that_holds_something_else(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("letter.txt"), "Dear Sir");

        var ran = Ran.howdah(folder, "demo", "--data", folder.toString(), "--quiet");

        assertThat(ran.err()).startsWith("howdah: ").contains(folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(folder.resolve("letter.txt")).exists();
    }

    @Test
    void prints_the_grants_for_a_role() {
        var ran = Ran.howdah("grant", "--print-sql", "--role", "The Watcher");

        assertThat(ran.out()).contains("GRANT pg_monitor TO \"The Watcher\"");
        assertThat(ran.code()).isZero();
    }

    @Test
    void asks_no_one_where_there_is_no_terminal() {
        var ran = Ran.howdah("undo", "-h", "127.0.0.1", "-p", "1", "-d", "x");

        assertThat(ran.err()).contains("127.0.0.1:1 refused the connection");
        assertThat(ran.code()).isEqualTo(3);
    }
}
