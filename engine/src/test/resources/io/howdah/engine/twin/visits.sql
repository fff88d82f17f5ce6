-- Samples of all rows, so that equal tables have equal statistics.
alter database postgres set default_statistics_target = 200;
create schema "My Log";
set search_path = "My Log";

-- Half a year of visits: numbers and times grow together, kinds and codes are skewed, codes are text.
create table visits (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    visitor int not null,
    kind    text not null,
    code    text not null,
    token   text not null,
    note    text
);
insert into visits (at, visitor, kind, code, token, note)
select timestamptz '2024-01-01 00:00:00+00' + g * interval '6 minutes',
       g * 7919 % 3000,
       case when g % 10 < 6 then 'view' when g % 10 < 9 then 'search' else 'order' end,
       (g * 31 % 40000)::text,
       md5(g::text),
       repeat('n', g % 40)
  from generate_series(1, 40000) g;
create index visits_at_i on visits (at);
create index visits_visitor_i on visits (visitor);
create index visits_code_i on visits (code);
create view recent as select id, code, at from visits where at > '2024-05-01';

-- The same, partitioned for real.
create table visits_by_month (like visits, primary key (id, at)) partition by range (at);
do $$
declare month date := '2024-01-01';
begin
  while month < '2024-07-01' loop
    execute format('create table visits_by_month_p%s partition of visits_by_month for values from (%L) to (%L)',
                   to_char(month, 'YYYY_MM_DD'), month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
    month := month + interval '1 month';
  end loop;
end $$;
insert into visits_by_month select * from visits;
create index on visits_by_month (at);
create index on visits_by_month (visitor);
create index on visits_by_month (code);

-- The same with other types.
create table visits_code (like visits including all);
create table visits_visitor (like visits including all);
create table visits_kind (like visits including all);
create table visits_token (like visits including all);
insert into visits_code overriding system value select * from visits;
insert into visits_visitor overriding system value select * from visits;
insert into visits_kind overriding system value select * from visits;
insert into visits_token overriding system value select * from visits;
alter table visits_code alter code type bigint using code::bigint;
alter table visits_visitor alter visitor type bigint;
alter table visits_kind alter kind type character varying(20);
alter table visits_token alter token type uuid using token::uuid;

-- Columns whose type is changed, and the same changed for real.
create table typed (digits text, few text, amount numeric(10, 2), day text, moment timestamp, small int, key varchar(36));
insert into typed
select (g * 31 % 40000)::text, (g * g % 700)::text, g * 7919 % 100000 / 100.0, (date '2020-01-01' + g * 31 % 2000)::text,
       timestamp '2024-01-01' + g * interval '7 minutes', g * 17 % 5000, md5(g::text)::uuid::text
  from generate_series(1, 40000) g;
create table really_typed as select * from typed;
alter table really_typed
    alter digits type bigint using digits::bigint,
    alter few type integer using few::integer,
    alter amount type bigint using amount::bigint,
    alter day type date using day::date,
    alter moment type timestamptz,
    alter small type smallint,
    alter key type uuid using key::uuid;

-- A parent with rows of its own that are unlike its children's.
create table shelves (n int);
create table more_shelves () inherits (shelves);
insert into shelves select g % 10 from generate_series(1, 1000) g;
insert into more_shelves select g % 700 from generate_series(1, 30000) g;
