package io.howdah.engine.read.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dumps that strangers made: whatever they hold, nothing is run outside of the server that reads them. */
class HostileDumpTest {

    private static final String HEAD = """
            SET standard_conforming_strings = off;
            CREATE EXTENSION dblink;
            CREATE EXTENSION IF NOT EXISTS file_fdw WITH SCHEMA public;
            CREATE EXTENSION postgres_fdw;
            CREATE EXTENSION plpython3u;
            CREATE TABLE public.t (id integer PRIMARY KEY, name text);
            """;

    /** Functions that the server calls while the dump makes things, as whoever makes them. */
    private static final String TEXTS = """
            CREATE FUNCTION public.harm() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN
              BEGIN PERFORM set_config('role', 'none', false); EXCEPTION WHEN OTHERS THEN NULL; END;
              BEGIN RESET SESSION AUTHORIZATION; EXCEPTION WHEN OTHERS THEN NULL; END;
              BEGIN EXECUTE $x$ COPY (SELECT session_user) TO PROGRAM 'cat > CANARY' $x$; EXCEPTION WHEN OTHERS THEN NULL; END;
              BEGIN EXECUTE $x$ COPY (SELECT 1) TO 'CANARY' $x$; EXCEPTION WHEN OTHERS THEN NULL; END;
              BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET session_preload_libraries = evil';
                EXCEPTION WHEN OTHERS THEN NULL; END;
              BEGIN PERFORM lo_export(lo_from_bytea(0, 'x'), 'CANARY'); EXCEPTION WHEN OTHERS THEN NULL; END;
            END $f$;
            CREATE FUNCTION public.sly(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE
              AS $f$ BEGIN PERFORM public.harm(); RETURN 1; END $f$;
            CREATE FUNCTION public.compare(integer, integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE
              AS $f$ BEGIN PERFORM public.harm(); RETURN 0; END $f$;
            CREATE OPERATOR CLASS public.sly_ops FOR TYPE integer USING btree AS
                OPERATOR 1 <(integer,integer) , FUNCTION 1 (integer, integer) public.compare(integer,integer);
            CREATE OPERATOR CLASS public.worse_ops FOR TYPE integer USING gin AS STORAGE integer;
            CREATE OPERATOR CLASS public."x\\'; COPY (SELECT 1) TO 'CANARY'; --" FOR TYPE integer USING btree AS OPERATOR 1 <;
            CREATE FUNCTION public.c() RETURNS integer LANGUAGE c AS 'libc.so.6', 'system';
            CREATE FUNCTION public.p() RETURNS integer LANGUAGE plpython3u AS 'import os';
            CREATE DOMAIN public.sly_number AS integer CHECK (public.sly(VALUE) = 1);
            CREATE TABLE public.parts (id integer) PARTITION BY RANGE (id);
            CREATE TABLE public.part PARTITION OF public.parts FOR VALUES FROM (public.sly(1)) TO (5);
            CREATE INDEX by_sly ON public.t USING btree (public.sly(id)) WHERE public.sly(1) = 1;
            CREATE MATERIALIZED VIEW public.kept AS SELECT public.sly(1) AS x WITH NO DATA;
            CREATE SERVER near FOREIGN DATA WRAPPER file_fdw;
            CREATE FOREIGN TABLE public.lines (line text) SERVER near OPTIONS (program 'touch CANARY');
            CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
            CREATE FOREIGN TABLE public.rows (id integer) SERVER far;
            CREATE EXTENSION "hstore; COPY (SELECT 1) TO 'CANARY'";
            CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION public.harm();
            ALTER SYSTEM SET archive_command = 'touch CANARY';
            ALTER ROLE dump_owner SUPERUSER;
            SELECT pg_catalog.pg_restore_attribute_stats('schemaname', 'public', 'relname', 't', 'attname', 'id',
              'inherited', false, 'null_frac', public.sly(1)::real);
            DO $$ BEGIN PERFORM public.harm(); END $$;
            COPY public.t TO PROGRAM 'touch CANARY';
            """;

    private Path folder = Path.of("");
    private Path canary = Path.of("");

    @BeforeEach
    void a_folder_that_every_account_may_write_to() throws IOException {
        folder = Files.createTempDirectory("howdah-hostile");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        canary = folder.resolve("canary");
    }

    @AfterEach
    void no_folder() throws IOException {
        Files.deleteIfExists(canary);
        Files.deleteIfExists(folder.resolve("dump.sql"));
        Files.delete(folder);
    }

    @Test
    void runs_nothing_outside_of_its_database() throws IOException {
        var file = Files.writeString(folder.resolve("dump.sql"), HEAD + TEXTS.replace("CANARY", canary.toString()));

        var dumped = DumpFiles.read(file, null);

        assertThat(canary).doesNotExist();
        assertThat(dumped.catalog().relations())
                .extracting(r -> r.name().name())
                .contains("t", "parts", "kept", "part");
        assertThat(dumped.catalog().relations().stream().flatMap(r -> r.indexes().stream()))
                .extracting(i -> i.name().name())
                .contains("by_sly");
        assertThat(dumped.notes())
                .anySatisfy(n ->
                        assertThat(n).contains("CREATE EXTENSION plpython3u", "known to do nothing but calculate"));
    }
}
