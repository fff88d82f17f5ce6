CREATE SCHEMA "Back Office";
CREATE EXTENSION pg_trgm;
CREATE TYPE "Back Office"."Mood" AS ENUM ('happy', 'so-so', 'it''s bad');
CREATE DOMAIN percentage AS int CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE period AS (first date, last date);

CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id int NOT NULL,
    email text NOT NULL,
    name varchar(80) NOT NULL,
    region text NOT NULL CHECK (region IN ('EU', 'US', 'ASIA')),
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE products (
    id int PRIMARY KEY,
    name varchar(80) NOT NULL UNIQUE,
    price numeric(10, 2) NOT NULL,
    tags text[] NOT NULL
);

CREATE TABLE orders (
    id uuid PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    status text NOT NULL,
    placed_at timestamptz NOT NULL,
    shipped_at timestamptz,
    total numeric(12, 2) NOT NULL,
    note text
);

CREATE TABLE items (
    order_id uuid NOT NULL REFERENCES orders,
    line int NOT NULL,
    product_id int NOT NULL REFERENCES products,
    quantity int NOT NULL,
    PRIMARY KEY (order_id, line)
);

CREATE TABLE events (
    id bigint NOT NULL,
    kind text NOT NULL,
    customer_id bigint,
    created_at timestamptz NOT NULL
) PARTITION BY RANGE (created_at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

CREATE TABLE "Back Office"."Audit Log" (id bigint PRIMARY KEY, "What" text);

SELECT setseed(0.5);

INSERT INTO customers (tenant_id, email, name, region, is_active, created_at)
SELECT 1 + (i * i) % 50, 'Customer' || i || '@example.org', 'Customer ' || i, (ARRAY['EU', 'US', 'ASIA'])[1 + i % 3],
       i % 10 <> 0, '2022-01-01'::timestamptz + i * interval '1 hour'
FROM generate_series(1, 20000) i;

INSERT INTO products
SELECT i, 'Product ' || i, (i % 1000) / 10.0, ARRAY['tag' || i % 20, 'tag' || i % 33] FROM generate_series(1, 5000) i;

INSERT INTO orders
SELECT md5(i::text)::uuid, 1 + (random() * random() * 19999)::int,
       CASE WHEN i % 100 < 90 THEN 'done' WHEN i % 100 < 97 THEN 'shipped' ELSE 'open' END,
       '2023-01-01'::timestamptz + i * interval '5 minutes',
       CASE WHEN i % 3 > 0 THEN '2023-01-02'::timestamptz + i * interval '5 minutes' END,
       (random() * 1000)::numeric(12, 2),
       CASE WHEN i % 4 = 0 THEN repeat('note ', (random() * 12)::int) END
FROM generate_series(1, 200000) i;

INSERT INTO items
SELECT md5(i::text)::uuid, line, 1 + (random() * 4999)::int, 1 + (random() * 5)::int
FROM generate_series(1, 100000) i, generate_series(1, 2) line;

INSERT INTO events
SELECT i, (ARRAY['view', 'click', 'buy'])[1 + i % 3], 1 + i % 20000, '2024-01-01'::timestamptz + i * interval '17 minutes'
FROM generate_series(1, 60000) i;

INSERT INTO "Back Office"."Audit Log" SELECT i, 'something' FROM generate_series(1, 300) i;

CREATE INDEX orders_by_customer ON orders (customer_id, placed_at DESC);
CREATE INDEX orders_by_time ON orders (placed_at) INCLUDE (total);
CREATE INDEX orders_open ON orders (customer_id) WHERE status = 'open';
CREATE INDEX items_by_product ON items (product_id);
CREATE INDEX customers_by_email ON customers (lower(email));
CREATE INDEX products_by_tag ON products USING gin (tags);
CREATE INDEX products_by_price ON products USING hash (price);
CREATE INDEX orders_brin ON orders USING brin (shipped_at);
CREATE INDEX events_by_customer ON events (customer_id);

CREATE TABLE moods (
    customer_id bigint PRIMARY KEY REFERENCES customers,
    mood "Back Office"."Mood" NOT NULL,
    sure percentage,
    during period,
    doubled int GENERATED ALWAYS AS (sure * 2) STORED
);
INSERT INTO moods
SELECT i, (ARRAY['happy', 'so-so', 'it''s bad'])[1 + i % 3]::"Back Office"."Mood", i % 90, ROW('2024-01-01', '2024-02-01')::period
FROM generate_series(1, 3000) i;
CREATE INDEX moods_by_mood ON moods (mood, sure);
ANALYZE moods;
CREATE INDEX customers_by_words ON customers USING gin (name gin_trgm_ops);
CREATE FUNCTION public.twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE TABLE odd (id int PRIMARY KEY, n int);
CREATE INDEX odd_by_twice ON odd (twice(n));
CREATE TABLE guarded (id int PRIMARY KEY);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE EXTENSION postgres_fdw;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE abroad (id int) SERVER elsewhere;

CREATE VIEW active_customers AS SELECT id, email, lower(email) AS login FROM customers WHERE is_active;
CREATE MATERIALIZED VIEW spent AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
CREATE INDEX spent_by_total ON spent (total);
ANALYZE spent;
