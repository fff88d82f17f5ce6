create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists btree_gist;
create table goods (id bigint primary key, name text not null, email varchar(80) not null, url text not null, tags text[] not null,
  sizes integer[] not null, attributes jsonb not null, words tsvector not null, body text not null, at point not null, area box not null,
  around circle not null, during tstzrange not null, amounts int4range not null, source inet not null, made_at timestamptz not null,
  seen_at timestamp not null, token uuid not null, price numeric(10, 2) not null, state text, tenant integer not null, flag boolean not null,
  code char(8) not null, ratio double precision not null, day date not null);
select setseed(0.42);
insert into goods select n,
  (array['amber','birch','copper','dune','ember','fern','granite','harbor','iris','jade'])[1 + (random() * 9)::int] || ' ' ||
  (array['lamp','table','chair','shelf','desk','stool','bench','frame','mirror','clock'])[1 + (random() * 9)::int] || ' ' || (random() * 9999)::int,
  'user' || (random() * 1e6)::int || '@' || (array['example.org','example.com','mail.example.net'])[1 + (random() * 2)::int],
  'https://example.org/' || md5(n::text) || '/' || md5((n * 3)::text) || '.html',
  (select array_agg(distinct 'tag' || (pow(random(), 2) * 400)::int) from generate_series(1, 1 + n % 6)),
  (select array_agg(distinct (random() * 3000)::int) from generate_series(1, 1 + n % 4)),
  jsonb_build_object('color', 'c' || (random() * 40)::int, 'size', (random() * 60)::int, 'maker', jsonb_build_object('id', (random() * 2000)::int),
    'labels', jsonb_build_array('l' || (random() * 90)::int, 'l' || (random() * 90)::int)),
  to_tsvector('simple', (select string_agg('w' || (pow(random(), 3) * 9000)::int, ' ') from generate_series(1, 8 + n % 5))),
  (select string_agg((array['quick','lazy','brown','silent','narrow','bright','hollow','gentle','rapid','frozen','velvet','rusty'])[1 + (random() * 11)::int]
    || (random() * 99)::int, ' ') from generate_series(1, 6 + n % 4)),
  point(random() * 1000, random() * 1000), box(point(random() * 1000, random() * 1000), point(random() * 1000, random() * 1000)),
  circle(point(random() * 1000, random() * 1000), random() * 9),
  tstzrange('2026-01-01Z'::timestamptz + n * interval '7 min', '2026-01-01Z'::timestamptz + n * interval '7 min' + random() * interval '3 h'),
  int4range((random() * 1e6)::int, (1e6 + random() * 1e6)::int),
  ('10.' || (random() * 200)::int || '.' || (random() * 250)::int || '.' || (random() * 250)::int)::inet,
  '2026-01-01Z'::timestamptz + n * interval '10 s', '2026-01-01'::timestamp + (n + random() * 200) * interval '10 s', md5(n::text)::uuid,
  (random() * 9000)::numeric(10, 2), case when n % 9 = 0 then null when n % 50 = 0 then 'open' else 'done' end, (random() * 99)::int, n % 3 = 0,
  lpad((random() * 9e4)::int::text, 8, '0'), random() * 1e6, '2020-01-01'::date + (n / 200)
from generate_series(1, 100000) n;
