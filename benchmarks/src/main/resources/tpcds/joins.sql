-- Statements over TPC-DS, written for this project: joins, from two tables to eight.

-- j01
select i_brand, sum(ss_ext_sales_price) as revenue
  from store_sales
  join item on i_item_sk = ss_item_sk
 where i_category = 'Music'
 group by i_brand
 order by revenue desc
 limit 20;

-- j02
select c_customer_id, c_last_name, ss_ticket_number, ss_net_paid
  from store_sales
  join customer on c_customer_sk = ss_customer_sk
 where ss_customer_sk = 4711
 order by ss_ticket_number;

-- j03
select d_moy, count(*), sum(ss_net_profit)
  from store_sales
  join date_dim on d_date_sk = ss_sold_date_sk
 where d_year = 2001
 group by d_moy
 order by d_moy;

-- j04
select s_store_name, d_day_name, avg(ss_sales_price)
  from store_sales
  join store on s_store_sk = ss_store_sk
  join date_dim on d_date_sk = ss_sold_date_sk
 where d_year = 2000 and d_moy = 11
 group by s_store_name, d_day_name;

-- j05
select i_item_id, sr_return_quantity, r_reason_desc
  from store_returns
  join item on i_item_sk = sr_item_sk
  join reason on r_reason_sk = sr_reason_sk
 where sr_returned_date_sk between 2451545 and 2451575
   and sr_return_amt > 500;

-- j06
select ca_state, count(distinct c_customer_sk)
  from customer
  join customer_address on ca_address_sk = c_current_addr_sk
 where c_birth_year between 1960 and 1969
 group by ca_state
having count(*) > 10
 order by 2 desc;

-- j07
select ss.ss_ticket_number, ss.ss_item_sk, sr.sr_return_amt
  from store_sales ss
  join store_returns sr
    on sr.sr_ticket_number = ss.ss_ticket_number and sr.sr_item_sk = ss.ss_item_sk
 where ss.ss_sold_date_sk = 2451911;

-- j08
select c.c_customer_id, ca.ca_city, cd.cd_education_status, hd.hd_buy_potential
  from customer c
  join customer_address ca on ca.ca_address_sk = c.c_current_addr_sk
  join customer_demographics cd on cd.cd_demo_sk = c.c_current_cdemo_sk
  join household_demographics hd on hd.hd_demo_sk = c.c_current_hdemo_sk
 where ca.ca_state = 'TN' and cd.cd_gender = 'F' and hd.hd_dep_count = 3;

-- j09
select w_warehouse_name, sm_type, cc_name,
       sum(case when cs_ship_date_sk - cs_sold_date_sk <= 30 then 1 else 0 end) as quick,
       sum(case when cs_ship_date_sk - cs_sold_date_sk > 90 then 1 else 0 end) as slow
  from catalog_sales
  join warehouse on w_warehouse_sk = cs_warehouse_sk
  join ship_mode on sm_ship_mode_sk = cs_ship_mode_sk
  join call_center on cc_call_center_sk = cs_call_center_sk
 group by w_warehouse_name, sm_type, cc_name
 order by slow desc;

-- j10
select i_item_id, p_promo_id, sum(cs_quantity)
  from catalog_sales
  left join promotion on p_promo_sk = cs_promo_sk
  join item on i_item_sk = cs_item_sk
 where i_manufact_id in (12, 77, 310)
 group by i_item_id, p_promo_id;

-- j11
select ws_order_number, ws_item_sk, wr_return_amt
  from web_sales
  left join web_returns
    on wr_order_number = ws_order_number and wr_item_sk = ws_item_sk
 where ws_order_number = 15000;

-- j12
select count(*)
  from store_sales
  join household_demographics on hd_demo_sk = ss_hdemo_sk
  join time_dim on t_time_sk = ss_sold_time_sk
  join store on s_store_sk = ss_store_sk
 where t_hour = 20 and t_minute >= 30 and hd_dep_count = 7;

-- j13
select inv_warehouse_sk, i_item_id, inv_quantity_on_hand
  from inventory
  join item on i_item_sk = inv_item_sk
  join date_dim on d_date_sk = inv_date_sk
 where d_date = date '2000-03-01' and inv_quantity_on_hand < 20;

-- j14
select s_state, i_class, d_qoy, sum(ss_quantity), sum(ss_net_profit), count(*)
  from store_sales
  join store on s_store_sk = ss_store_sk
  join item on i_item_sk = ss_item_sk
  join date_dim on d_date_sk = ss_sold_date_sk
  join promotion on p_promo_sk = ss_promo_sk
  join customer on c_customer_sk = ss_customer_sk
  join customer_address on ca_address_sk = c_current_addr_sk
 where d_year = 1999 and p_channel_email = 'N' and ca_gmt_offset = -6
 group by s_state, i_class, d_qoy;

-- j15
select a.i_item_sk, b.i_item_sk
  from item a
  join item b on b.i_brand_id = a.i_brand_id and b.i_item_sk > a.i_item_sk
 where a.i_color = 'plum' and b.i_color = 'orchid';

-- j16
select c_customer_id
  from customer
  full join customer_address on ca_address_sk = c_current_addr_sk
 where c_customer_sk is null or ca_address_sk is null;
