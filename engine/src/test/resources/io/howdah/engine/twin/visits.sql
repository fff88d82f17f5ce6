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

