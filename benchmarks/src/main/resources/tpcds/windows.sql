-- Statements over TPC-DS, written for this project: windows and CTEs.

-- w01
select ss_store_sk, ss_sold_date_sk, sum(sum(ss_net_paid)) over (partition by ss_store_sk order by ss_sold_date_sk)
  from store_sales
 where ss_sold_date_sk between 2451000 and 2451100
 group by ss_store_sk, ss_sold_date_sk;

-- w02
select *
  from (select i_category, i_item_id, i_current_price,
               rank() over (partition by i_category order by i_current_price desc) as place
          from item) ranked
 where place <= 5;

-- w03
select c_customer_id, c_birth_year, row_number() over (order by c_birth_year, c_customer_id)
  from customer
 where c_birth_country = 'CHILE';

-- w04
select cs_item_sk, d_moy, sum(cs_sales_price),
       lag(sum(cs_sales_price)) over (partition by cs_item_sk order by d_moy)
  from catalog_sales
  join date_dim on d_date_sk = cs_sold_date_sk
 where d_year = 2001 and cs_item_sk < 50
 group by cs_item_sk, d_moy;

-- w05
with spent as (
       select ss_customer_sk, sum(ss_net_paid) as total
         from store_sales
        group by ss_customer_sk)
select c_customer_id, total
  from spent
  join customer on c_customer_sk = ss_customer_sk
 where total > (select 3 * avg(total) from spent)
 order by total desc
 limit 100;

-- w06
with years as (
       select d_year, ws_web_site_sk, sum(ws_net_profit) as profit
         from web_sales
         join date_dim on d_date_sk = ws_sold_date_sk
        group by d_year, ws_web_site_sk)
select this.ws_web_site_sk, this.profit, before.profit
  from years this
  join years before on before.ws_web_site_sk = this.ws_web_site_sk and before.d_year = this.d_year - 1
 where this.d_year = 2001;

-- w07
with recursive months as (
       select 1 as month
       union all
       select month + 1 from months where month < 12)
select month, count(ss_ticket_number)
  from months
  left join date_dim on d_moy = month and d_year = 2002
  left join store_sales on ss_sold_date_sk = d_date_sk and ss_store_sk = 4
 group by month;

-- w08
with cheap as materialized (select i_item_sk from item where i_current_price < 1)
select count(*) from store_sales where ss_item_sk in (select i_item_sk from cheap);

-- w09
select ss_item_sk, ntile(4) over (order by sum(ss_quantity))
  from store_sales
 where ss_sold_date_sk = 2450900
 group by ss_item_sk;

-- w10
select i_category, i_class, sum(ss_net_profit),
       grouping(i_category) + grouping(i_class)
  from store_sales
  join item on i_item_sk = ss_item_sk
  join date_dim on d_date_sk = ss_sold_date_sk
 where d_year = 2001 and d_qoy = 2
 group by rollup (i_category, i_class);

-- w11
select s_state, ib_lower_bound, count(*)
  from store_sales
  join store on s_store_sk = ss_store_sk
  join household_demographics on hd_demo_sk = ss_hdemo_sk
  join income_band on ib_income_band_sk = hd_income_band_sk
 group by cube (s_state, ib_lower_bound);

-- w12
select distinct on (sr_customer_sk) sr_customer_sk, sr_return_amt, sr_returned_date_sk
  from store_returns
 where sr_store_sk = 7
 order by sr_customer_sk, sr_returned_date_sk desc;

-- w13
with weekly as (
       select d_week_seq, ss_store_sk, sum(ss_sales_price) as sales
         from store_sales
         join date_dim on d_date_sk = ss_sold_date_sk
        group by d_week_seq, ss_store_sk)
select ss_store_sk, d_week_seq, sales,
       avg(sales) over (partition by ss_store_sk order by d_week_seq rows between 4 preceding and current row)
  from weekly
 where d_week_seq between 5270 and 5290;

-- w14
select percentile_cont(0.5) within group (order by ss_sales_price), mode() within group (order by ss_quantity)
  from store_sales
 where ss_store_sk = 10;

-- w15
select string_agg(c_first_name, ', ' order by c_birth_day), c_last_name
  from customer
 where c_birth_month = 2 and c_birth_day = 29
 group by c_last_name;
