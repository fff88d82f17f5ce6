--
-- PostgreSQL database dump
--

\restrict dX3hP0sYdTqzX2vTt8nSgQ4mB1

-- Dumped from database version 17.6 (Debian 17.6-1.pgdg12+1)
-- Dumped by pg_dump version 18.0 (Debian 18.0-1.pgdg12+1)

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- Name: customers; Type: STATISTICS DATA; Schema: My Shop; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'customers',
	'relpages', '20000'::integer,
	'reltuples', '1000000'::real,
	'relallvisible', '19000'::integer
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'customers',
	'attname', 'id',
	'inherited', 'f'::boolean,
	'null_frac', '0'::real,
	'avg_width', '4'::integer,
	'n_distinct', '-1'::real,
	'histogram_bounds', '{1,10001,20001,30001,40001,50001,60001,70001,80001,90001,100001,110001,120001,130001,140001,150001,160001,170001,180001,190001,200001,210001,220001,230001,240001,250001,260001,270001,280001,290001,300001,310001,320001,330001,340001,350001,360001,370001,380001,390001,400001,410001,420001,430001,440001,450001,460001,470001,480001,490001,500001,510001,520001,530001,540001,550001,560001,570001,580001,590001,600001,610001,620001,630001,640001,650001,660001,670001,680001,690001,700001,710001,720001,730001,740001,750001,760001,770001,780001,790001,800001,810001,820001,830001,840001,850001,860001,870001,880001,890001,900001,910001,920001,930001,940001,950001,960001,970001,980001,990001,1000000}'::text,
	'correlation', '1'::real
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'customers',
	'attname', 'email',
	'inherited', 'f'::boolean,
	'null_frac', '0'::real,
	'avg_width', '18'::integer,
	'n_distinct', '-1'::real,
	'histogram_bounds', '{a00@example.org,a01@example.org,a02@example.org,a03@example.org,a04@example.org,a05@example.org,a06@example.org,a07@example.org,a08@example.org,a09@example.org,a10@example.org,a11@example.org,a12@example.org,a13@example.org,a14@example.org,a15@example.org,a16@example.org,a17@example.org,a18@example.org,a19@example.org,a20@example.org,a21@example.org,a22@example.org,a23@example.org,a24@example.org,a25@example.org,a26@example.org,a27@example.org,a28@example.org,a29@example.org,a30@example.org,a31@example.org,a32@example.org,a33@example.org,a34@example.org,a35@example.org,a36@example.org,a37@example.org,a38@example.org,a39@example.org,a40@example.org,a41@example.org,a42@example.org,a43@example.org,a44@example.org,a45@example.org,a46@example.org,a47@example.org,a48@example.org,a49@example.org,a50@example.org,a51@example.org,a52@example.org,a53@example.org,a54@example.org,a55@example.org,a56@example.org,a57@example.org,a58@example.org,a59@example.org,a60@example.org,a61@example.org,a62@example.org,a63@example.org,a64@example.org,a65@example.org,a66@example.org,a67@example.org,a68@example.org,a69@example.org,a70@example.org,a71@example.org,a72@example.org,a73@example.org,a74@example.org,a75@example.org,a76@example.org,a77@example.org,a78@example.org,a79@example.org,a80@example.org,a81@example.org,a82@example.org,a83@example.org,a84@example.org,a85@example.org,a86@example.org,a87@example.org,a88@example.org,a89@example.org,a90@example.org,a91@example.org,a92@example.org,a93@example.org,a94@example.org,a95@example.org,a96@example.org,a97@example.org,a98@example.org,a99@example.org}'::text,
	'correlation', '0.01'::real
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'customers',
	'attname', 'state',
	'inherited', 'f'::boolean,
	'null_frac', '0.1'::real,
	'avg_width', '4'::integer,
	'n_distinct', '3'::real,
	'most_common_vals', '{paid,new,"sent; gone"}'::text,
	'most_common_freqs', '{0.5,0.3,0.1}'::real[],
	'correlation', '0.4'::real
);

--
-- Name: customers_pkey; Type: STATISTICS DATA; Schema: My Shop; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'customers_pkey',
	'relpages', '2745'::integer,
	'reltuples', '1000000'::real,
	'relallvisible', '0'::integer
);

--
-- Name: by_lower_email; Type: STATISTICS DATA; Schema: My Shop; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'by_lower_email',
	'relpages', '4000'::integer,
	'reltuples', '1000000'::real,
	'relallvisible', '0'::integer
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'by_lower_email',
	'attname', 'lower',
	'inherited', 'f'::boolean,
	'null_frac', '0'::real,
	'avg_width', '18'::integer,
	'n_distinct', '-1'::real,
	'histogram_bounds', '{a00@example.org,a01@example.org,a02@example.org,a03@example.org,a04@example.org,a05@example.org,a06@example.org,a07@example.org,a08@example.org,a09@example.org,a10@example.org,a11@example.org,a12@example.org,a13@example.org,a14@example.org,a15@example.org,a16@example.org,a17@example.org,a18@example.org,a19@example.org,a20@example.org,a21@example.org,a22@example.org,a23@example.org,a24@example.org,a25@example.org,a26@example.org,a27@example.org,a28@example.org,a29@example.org,a30@example.org,a31@example.org,a32@example.org,a33@example.org,a34@example.org,a35@example.org,a36@example.org,a37@example.org,a38@example.org,a39@example.org,a40@example.org,a41@example.org,a42@example.org,a43@example.org,a44@example.org,a45@example.org,a46@example.org,a47@example.org,a48@example.org,a49@example.org,a50@example.org,a51@example.org,a52@example.org,a53@example.org,a54@example.org,a55@example.org,a56@example.org,a57@example.org,a58@example.org,a59@example.org,a60@example.org,a61@example.org,a62@example.org,a63@example.org,a64@example.org,a65@example.org,a66@example.org,a67@example.org,a68@example.org,a69@example.org,a70@example.org,a71@example.org,a72@example.org,a73@example.org,a74@example.org,a75@example.org,a76@example.org,a77@example.org,a78@example.org,a79@example.org,a80@example.org,a81@example.org,a82@example.org,a83@example.org,a84@example.org,a85@example.org,a86@example.org,a87@example.org,a88@example.org,a89@example.org,a90@example.org,a91@example.org,a92@example.org,a93@example.org,a94@example.org,a95@example.org,a96@example.org,a97@example.org,a98@example.org,a99@example.org}'::text,
	'correlation', '0.01'::real
);

--
-- Name: orders; Type: STATISTICS DATA; Schema: My Shop; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'orders',
	'relpages', '-1'::integer,
	'reltuples', '5000000'::real,
	'relallvisible', '0'::integer
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'orders',
	'attname', 'customer_id',
	'inherited', 't'::boolean,
	'null_frac', '0'::real,
	'avg_width', '4'::integer,
	'n_distinct', '-0.1'::real,
	'correlation', '0.02'::real
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'orders',
	'attname', 'placed',
	'inherited', 't'::boolean,
	'null_frac', '0'::real,
	'avg_width', '4'::integer,
	'n_distinct', '365'::real,
	'histogram_bounds', '{2025-01-01,2025-02-01,2025-03-01,2025-04-01,2025-05-01,2025-06-01,2025-07-01,2025-08-01,2025-09-01,2025-10-01,2025-11-01,2025-12-01,2025-12-31}'::text,
	'correlation', '0.9'::real
);

--
-- Name: orders_2025; Type: STATISTICS DATA; Schema: My Shop; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'orders_2025',
	'relpages', '27028'::integer,
	'reltuples', '5000000'::real,
	'relallvisible', '27028'::integer
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'orders_2025',
	'attname', 'customer_id',
	'inherited', 'f'::boolean,
	'null_frac', '0'::real,
	'avg_width', '4'::integer,
	'n_distinct', '-0.1'::real,
	'correlation', '0.02'::real
);

SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'orders_2025',
	'attname', 'placed',
	'inherited', 'f'::boolean,
	'null_frac', '0'::real,
	'avg_width', '4'::integer,
	'n_distinct', '365'::real,
	'histogram_bounds', '{2025-01-01,2025-02-01,2025-03-01,2025-04-01,2025-05-01,2025-06-01,2025-07-01,2025-08-01,2025-09-01,2025-10-01,2025-11-01,2025-12-01,2025-12-31}'::text,
	'correlation', '0.9'::real
);

--
-- Name: orders_2025_placed_idx; Type: STATISTICS DATA; Schema: My Shop; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'orders_2025_placed_idx',
	'relpages', '4200'::integer,
	'reltuples', '5000000'::real,
	'relallvisible', '0'::integer
);

--
-- Name: vanished; Type: STATISTICS DATA; Schema: My Shop; Owner: -
--

SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'My Shop',
	'relname', 'vanished',
	'relpages', '10'::integer,
	'reltuples', '100'::real,
	'relallvisible', '0'::integer
);

\unrestrict dX3hP0sYdTqzX2vTt8nSgQ4mB1
