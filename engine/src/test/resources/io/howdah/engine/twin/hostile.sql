CREATE EXTENSION hstore;
CREATE SCHEMA "Sly";
CREATE FUNCTION "Sly".harm() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM 'harm'; END $$;
CREATE FUNCTION sly(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM "Sly".harm(); RETURN 1; END $$;
CREATE FUNCTION sly_text(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM "Sly".harm(); RETURN $1; END $$;
CREATE FUNCTION sly_stable() RETURNS int LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$ BEGIN PERFORM "Sly".harm(); RETURN 1; END $$;
CREATE FUNCTION sly_inlined(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT sly($1)';
CREATE FUNCTION sly_rows() RETURNS SETOF int LANGUAGE sql STABLE AS 'SELECT sly(1)';
CREATE FUNCTION sly_leakproof(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE LEAKPROOF AS $$ BEGIN PERFORM "Sly".harm(); RETURN true; END $$;
CREATE FUNCTION of_the_server(int) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'int4abs';

CREATE DOMAIN sly_number AS int CHECK (sly(VALUE) = 1);
CREATE TYPE "Sly".colour AS ENUM ('red', 'green');
CREATE TYPE "Sly".pair AS (a sly_number, b text);
CREATE FUNCTION sly_compare(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE STRICT
  AS $$ BEGIN PERFORM "Sly".harm(); RETURN btint4cmp($1, $2); END $$;
CREATE OPERATOR CLASS sly_ops FOR TYPE int USING btree AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 sly_compare(int, int);
CREATE FUNCTION sly_distance(int, int) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT
  AS $$ BEGIN PERFORM "Sly".harm(); RETURN $1 - $2; END $$;
CREATE TYPE sly_span AS RANGE (SUBTYPE = int, SUBTYPE_OPCLASS = sly_ops, SUBTYPE_DIFF = sly_distance);
CREATE FUNCTION sly_equal(int, int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT
  AS $$ BEGIN PERFORM "Sly".harm(); RETURN $1 = $2; END $$;
CREATE OPERATOR === (FUNCTION = sly_equal, LEFTARG = int, RIGHTARG = int, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE AGGREGATE sly_product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE FUNCTION sly_shown("Sly".pair) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM "Sly".harm(); RETURN 1; END $$;
CREATE CAST ("Sly".pair AS int) WITH FUNCTION sly_shown("Sly".pair);
CREATE CAST (text AS int) WITH INOUT AS ASSIGNMENT;
CREATE COLLATION "Sly".loose (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
CREATE TEXT SEARCH DICTIONARY "Sly".as_is (TEMPLATE = simple, ACCEPT = true);
CREATE TEXT SEARCH CONFIGURATION "Sly".notes (COPY = pg_catalog.english);
CREATE SEQUENCE numbers;

CREATE TABLE victims (
    id int PRIMARY KEY,
    n sly_number DEFAULT sly(2),
    pair "Sly".pair,
    ns sly_number[],
    span sly_span,
    colour "Sly".colour,
    name text COLLATE "Sly".loose,
    tags hstore,
    made int GENERATED ALWAYS AS (sly(id)) STORED,
    parent int REFERENCES victims,
    CONSTRAINT sound CHECK (sly(id) = 1),
    CONSTRAINT one_span EXCLUDE USING gist (span WITH &&)
) WITH (fillfactor = 90);
INSERT INTO victims (id, n, pair, ns, span, colour, name)
SELECT i, i % 9, ROW(i % 7, 'b')::"Sly".pair, ARRAY[i % 5]::sly_number[], sly_span(i * 9, i * 9 + 5), 'red', 'name ' || i % 20
  FROM generate_series(1, 500) i;
CREATE INDEX by_sly ON victims (sly(id));
CREATE INDEX by_sly_ops ON victims (n sly_ops);
CREATE INDEX by_name ON victims (name) WHERE sly(id) = 1;
CREATE STATISTICS "Sly".common (mcv, ndistinct, dependencies) ON n, name FROM victims;
CREATE STATISTICS "Sly".computed ON (sly(id) + n), (sly_text(name)) FROM victims;
CREATE TABLE parts (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO (date '2024-01-01' + sly(1));
CREATE TABLE computed_parts (id int) PARTITION BY LIST (sly(id));
CREATE TABLE computed_part PARTITION OF computed_parts DEFAULT;
CREATE VIEW seen WITH (security_barrier) AS SELECT sly(1) AS x, id, n FROM victims WHERE sly_leakproof(id);
CREATE RULE new_seen AS ON INSERT TO seen DO INSTEAD INSERT INTO parts VALUES (sly(1), '2024-01-01');
CREATE VIEW summed AS SELECT n, count(*) AS c FROM victims GROUP BY n;
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM "Sly".harm(); RETURN new; END $$;
CREATE TRIGGER keep INSTEAD OF UPDATE ON summed FOR EACH ROW EXECUTE FUNCTION keep();
CREATE MATERIALIZED VIEW kept AS SELECT sly(1) AS x, id FROM victims;
CREATE TABLE letters (id int PRIMARY KEY, tenant int, body text);
INSERT INTO letters SELECT i, i % 10, 'letter ' || i FROM generate_series(1, 300) i;
CREATE POLICY of_tenant ON letters FOR ALL TO PUBLIC
  USING (tenant = current_setting('app.tenant', true)::int AND sly_stable() = 1 AND sly(1) = 1);
ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
