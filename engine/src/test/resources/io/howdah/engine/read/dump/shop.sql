--
-- PostgreSQL database dump
--

\restrict dX3hP0sYdTqzX2vTt8nSgQ4mB1

-- Dumped from database version 17.6 (Debian 17.6-1.pgdg12+1)
-- Dumped by pg_dump version 18.0 (Debian 18.0-1.pgdg12+1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'SQL_ASCII';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: My Shop; Type: SCHEMA; Schema: -; Owner: keeper
--

CREATE SCHEMA "My Shop";


ALTER SCHEMA "My Shop" OWNER TO keeper;

--
-- Name: postgis; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;


--
-- Name: EXTENSION postgis; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION postgis IS 'PostGIS; geometry and geography';


--
-- Name: state; Type: TYPE; Schema: My Shop; Owner: keeper
--

CREATE TYPE "My Shop".state AS ENUM (
    'new',
    'paid',
    'sent; gone'
);


ALTER TYPE "My Shop".state OWNER TO keeper;

--
-- Name: bump(); Type: FUNCTION; Schema: My Shop; Owner: keeper
--

CREATE FUNCTION "My Shop".bump() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
    -- it's a quote; and a \. and
    NEW.changed := now();
    EXECUTE 'SELECT $1;';
    RETURN NEW;
END;
$_$;


ALTER FUNCTION "My Shop".bump() OWNER TO keeper;

--
-- Name: worth(integer); Type: FUNCTION; Schema: My Shop; Owner: keeper
--

CREATE FUNCTION "My Shop".worth(n integer) RETURNS text
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (n > 5) THEN 'much;'::text
             ELSE 'little'::text
         END AS "case";
END;


SET default_tablespace = fast_disks;

SET default_table_access_method = heap;

--
-- Name: customers; Type: TABLE; Schema: My Shop; Owner: keeper
--

CREATE TABLE "My Shop".customers (
    id integer NOT NULL,
    email text NOT NULL,
    state "My Shop".state DEFAULT 'new'::"My Shop".state,
    changed timestamp with time zone,
    CONSTRAINT has_at CHECK ((email ~~ '%@%'::text))
);


ALTER TABLE "My Shop".customers OWNER TO keeper;

--
-- Name: customers_id_seq; Type: SEQUENCE; Schema: My Shop; Owner: keeper
--

ALTER TABLE "My Shop".customers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME "My Shop".customers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: places; Type: TABLE; Schema: My Shop; Owner: keeper
--

CREATE TABLE "My Shop".places (
    id integer,
    at public.geometry(Point,4326)
);


--
-- Name: orders; Type: TABLE; Schema: My Shop; Owner: keeper
--

CREATE TABLE "My Shop".orders (
    id bigint NOT NULL,
    customer_id integer,
    placed date NOT NULL
)
PARTITION BY RANGE (placed);


--
-- Name: orders_2025; Type: TABLE; Schema: My Shop; Owner: keeper
--

CREATE TABLE "My Shop".orders_2025 (
    id bigint NOT NULL,
    customer_id integer,
    placed date NOT NULL
);


--
-- Name: orders_2025; Type: TABLE ATTACH; Schema: My Shop; Owner: keeper
--

ALTER TABLE ONLY "My Shop".orders ATTACH PARTITION "My Shop".orders_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');


--
-- Data for Name: customers; Type: TABLE DATA; Schema: My Shop; Owner: keeper
--

COPY "My Shop".customers (id, email, state, changed) FROM stdin;
1	it's (me@example.org	new	\N
\.


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: My Shop; Owner: keeper
--

ALTER TABLE ONLY "My Shop".customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- Name: by_lower_email; Type: INDEX; Schema: My Shop; Owner: keeper
--

CREATE INDEX by_lower_email ON "My Shop".customers USING btree (lower(email));


--
-- Name: orders_placed; Type: INDEX; Schema: My Shop; Owner: keeper
--

CREATE INDEX orders_placed ON ONLY "My Shop".orders USING btree (placed);


--
-- Name: orders_2025_placed_idx; Type: INDEX; Schema: My Shop; Owner: keeper
--

CREATE INDEX orders_2025_placed_idx ON "My Shop".orders_2025 USING btree (placed);


--
-- Name: orders_2025_placed_idx; Type: INDEX ATTACH; Schema: My Shop; Owner: keeper
--

ALTER INDEX "My Shop".orders_placed ATTACH PARTITION "My Shop".orders_2025_placed_idx;


--
-- Name: customers bump; Type: TRIGGER; Schema: My Shop; Owner: keeper
--

CREATE TRIGGER bump BEFORE UPDATE ON "My Shop".customers FOR EACH ROW EXECUTE FUNCTION "My Shop".bump();


--
-- Name: orders orders_customer_id_fkey; Type: FK CONSTRAINT; Schema: My Shop; Owner: keeper
--

ALTER TABLE "My Shop".orders
    ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES "My Shop".customers(id);


--
-- Name: customers; Type: ROW SECURITY; Schema: My Shop; Owner: keeper
--

CREATE POLICY own ON "My Shop".places TO teller USING (true);


--
-- Name: TABLE customers; Type: ACL; Schema: My Shop; Owner: keeper
--

GRANT SELECT ON TABLE "My Shop".customers TO teller;


--
-- PostgreSQL database dump complete
--

\unrestrict dX3hP0sYdTqzX2vTt8nSgQ4mB1

