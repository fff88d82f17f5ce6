-- Statements over TPC-DS, written for this project: subqueries, EXISTS, LATERAL.

-- s01
select c_customer_id
  from customer
 where exists (select from web_sales where ws_bill_customer_sk = c_customer_sk and ws_net_paid > 5000);

-- s02
select c_customer_id
  from customer
 where not exists (select from store_sales where ss_customer_sk = c_customer_sk)
   and c_birth_country = 'ICELAND';

-- s03
select i_item_id, i_current_price
  from item i
 where i_current_price > (select 2 * avg(j.i_current_price) from item j where j.i_category = i.i_category);

-- s04
select count(*)
  from store_sales
 where ss_item_sk in (select i_item_sk from item where i_manager_id = 40)
   and ss_sold_date_sk in (select d_date_sk from date_dim where d_year = 2002 and d_moy between 1 and 3);

-- s05
select c_customer_id, last.ss_ticket_number, last.ss_net_paid
  from customer
 cross join lateral (
       select ss_ticket_number, ss_net_paid
         from store_sales
        where ss_customer_sk = c_customer_sk
        order by ss_sold_date_sk desc
        limit 3) last
 where c_customer_sk between 100 and 120;

-- s06
select s_store_id, best.i_item_id, best.sold
  from store
  left join lateral (
       select i_item_id, sum(ss_quantity) as sold
         from store_sales
         join item on i_item_sk = ss_item_sk
        where ss_store_sk = s_store_sk and ss_sold_date_sk between 2451180 and 2451210
        group by i_item_id
        order by sold desc
        limit 1) best on true;

-- s07
select w_warehouse_name,
       (select sum(inv_quantity_on_hand) from inventory where inv_warehouse_sk = w_warehouse_sk and inv_date_sk = 2451088)
  from warehouse;

-- s08
select count(*)
  from customer_address
 where ca_zip like '24%' and ca_address_sk not in (select c_current_addr_sk from customer where c_current_addr_sk is not null);

-- s09
select ss_item_sk, sum(ss_net_paid)
  from store_sales
 where ss_customer_sk = any (select c_customer_sk from customer where c_last_name = 'Smith' and c_first_name = 'James')
 group by ss_item_sk;

-- s10
select max(cs_net_paid) from catalog_sales where cs_bill_customer_sk = 777;

-- s11
select max(cs_order_number), min(cs_order_number) from catalog_sales;

-- s12
select i_item_id,
       (select count(*) from store_sales where ss_item_sk = i_item_sk),
       (select count(*) from web_sales where ws_item_sk = i_item_sk)
  from item
 where i_item_sk in (1, 100, 10000);

-- s13
select *
  from (select c_current_addr_sk, count(*) as persons from customer group by c_current_addr_sk) homes
  join customer_address on ca_address_sk = c_current_addr_sk
 where persons > 6;

-- s14
select d_date, n
  from date_dim
 cross join lateral (select count(*) as n from store_returns where sr_returned_date_sk = d_date_sk) returned
 where d_year = 2000 and d_moy = 12 and d_dom <= 7;
