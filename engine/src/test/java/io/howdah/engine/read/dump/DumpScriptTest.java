package io.howdah.engine.read.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DumpScriptTest {

    @Test
    void cuts_statements_where_psql_would() {
        assertThat(cut("""
                \\restrict abc
                create table a (x text default ';
                \\n not a command;');create table b ();
                -- create table c ();
                create function f() returns void language plpgsql as $x$
                begin
                  perform 1;
                end;
                $x$;
                create function g() returns int begin atomic
                  select case when true then 1 end;
                  select 2;
                end;
                create rule r as on insert to b do instead (select 1; select 2);
                \\unrestrict abc
                """))
                .hasSize(5)
                .anyMatch(s -> s.startsWith("create table a") && s.endsWith("not a command;');"))
                .contains("create table b ();")
                .anyMatch(s -> s.startsWith("create function f") && s.endsWith("$x$;"))
                .anyMatch(s -> s.startsWith("create function g") && s.endsWith("end;"))
                .anyMatch(s -> s.startsWith("create rule"));
    }

    @Test
    void leaves_out_what_has_no_part_in_plans_or_reaches_beyond_the_database() {
        assertThat(cut("""
                create database shop;
                \\connect shop
                copy a from stdin;
                create table of_data ();
                \\.
                copy a from program 'rm -rf /';
                insert into a values (1);
                do $$ begin end $$;
                select pg_catalog.pg_read_file('/etc/passwd');
                select pg_catalog.set_config('a.b', pg_read_file('/etc/passwd'), false);
                select 1;
                set client_encoding = 'LATIN1';
                set session authorization 'me';
                alter table a owner to me;
                alter default privileges for role me grant select on tables to you;
                alter system set archive_command = 'false';
                create event trigger e on ddl_command_start execute function f();
                create subscription s connection '' publication p;
                create role me;
                grant select on a to me;
                comment on table a is 'create table c ();';
                """)).isEmpty();
    }

    @Test
    void keeps_the_calls_that_restore_statistics() {
        assertThat(cut("""
                SELECT * FROM pg_catalog.pg_restore_relation_stats(
                	'relname', 'a (b)'
                );
                SELECT pg_catalog.set_config('search_path', '', false);
                """)).hasSize(2);
    }

    @Test
    void keeps_what_is_said_of_columns() {
        assertThat(cut("comment on table a is 'x';\nCOMMENT ON COLUMN a.at IS 'in UTC';\n"))
                .containsExactly("COMMENT ON COLUMN a.at IS 'in UTC';");
    }

    @Test
    void reads_the_version_that_was_dumped() {
        assertThat(DumpScript.major("--\n-- Dumped from database version 15.4 (Debian)\n"))
                .isEqualTo(15);
        assertThat(DumpScript.major("create table a ();")).isNull();
    }

    private static List<String> cut(String text) {
        return DumpScript.statements(text).stream().map(DumpStatement::sql).toList();
    }
}
