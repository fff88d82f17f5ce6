create extension pg_trgm;
create table goods (id int primary key, name text not null, email text not null, tags text[] not null, attributes jsonb not null,
  notes jsonb not null, body text not null, words tsvector not null, url text not null, at point not null, during tstzrange not null,
  source inet not null, flag boolean not null, tenant int not null);
insert into goods select n, 'name ' || md5((n * 11)::text), 'User' || n || '@example.org', array['tag' || n % 397, 'tag' || n * 31 % 389],
  jsonb_build_object('color', 'c' || n % 83, 'size', n % 61, 'maker', jsonb_build_object('id', n % 811))
    || case when n % 500 = 0 then '{"sale": true}'::jsonb else '{}'::jsonb end,
  jsonb_build_object('a', n, 'b', md5(n::text)),
  md5(n::text) || ' ' || md5((n * 7)::text) || ' lorem' || n % 1000, to_tsvector('simple', 'word' || n % 500 || ' other' || n % 700),
  'https://example.org/' || md5(n::text) || '/' || md5((n * 3)::text) || '.html', point(n * 37 % 1000, n * 91 % 1000),
  tstzrange(timestamptz '2026-01-01Z' + n * interval '7 min', timestamptz '2026-01-01Z' + n * interval '7 min' + interval '1 h'),
  ('10.' || n % 200 || '.' || n * 13 % 250 || '.' || n * 7 % 250)::inet, n % 2 = 0, n % 40
from generate_series(1, 15000) n;
create table readings (id bigint not null, made_at timestamptz not null, sensor int not null, raw text not null);
alter table readings alter raw set storage plain;
insert into readings select n, timestamptz '2026-01-01Z' + n * interval '1 min', n * 7919 % 60000, repeat('x', 600)
from generate_series(1, 60000) n;
create table colors (id int primary key, name text not null);
insert into colors select n, 'color ' || n from generate_series(1, 150) n;
vacuum analyze;
