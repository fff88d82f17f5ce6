-- Statements over TPC-DS, written for this project: set operations, look-ups, writes.

-- t01
select ss_customer_sk from store_sales where ss_sold_date_sk = 2451200
union
select ws_bill_customer_sk from web_sales where ws_sold_date_sk = 2451200;

-- t02
select channel, sum(paid)
  from (select 'store' as channel, ss_net_paid as paid, ss_item_sk as item from store_sales
        union all
        select 'catalog', cs_net_paid, cs_item_sk from catalog_sales
        union all
        select 'web', ws_net_paid, ws_item_sk from web_sales) sold
 where item between 500 and 510
 group by channel;

-- t03
select c_customer_sk from customer
except
select sr_customer_sk from store_returns;

-- t04
select distinct i_brand_id from item join store_sales on ss_item_sk = i_item_sk where ss_sold_date_sk = 2451300
intersect
select distinct i_brand_id from item join web_sales on ws_item_sk = i_item_sk where ws_sold_date_sk = 2451300;

-- t05
select * from item where i_item_sk = 4242;

-- t06
select * from customer where c_email_address = 'nobody@example.org';

-- t07
select count(*) from store_sales where ss_sold_date_sk is null;

-- t08
select * from store_sales where ss_ticket_number = 120000 order by ss_item_sk;

-- t09
select i_item_id from item where lower(i_product_name) = 'oughtable';

-- t10
select i_item_id from item where i_item_desc like 'Young%' order by i_item_id limit 10;

-- t11
select cs_order_number, cs_item_sk
  from catalog_sales
 where (cs_sold_date_sk, cs_order_number) > (2451500, 100000)
 order by cs_sold_date_sk, cs_order_number
 limit 50;

-- t12
select * from catalog_sales order by cs_sold_date_sk desc nulls last limit 20;

-- t13
update customer set c_preferred_cust_flag = 'Y' where c_customer_sk in (select ss_customer_sk from store_sales where ss_net_paid > 19000);

-- t14
delete from inventory where inv_date_sk < 2450900 and inv_quantity_on_hand is null;

-- t15
insert into reason (r_reason_sk, r_reason_id, r_reason_desc)
select max(r_reason_sk) + 1, 'AAAAAAAAZZAAAAAA', 'changed my mind' from reason;

-- t16
select ca_county, count(*) from customer_address where ca_state in ('CA', 'OR', 'WA') or ca_zip = '60169' group by ca_county;

-- t17
select hd_income_band_sk, avg(ss_quantity) filter (where ss_quantity > 50)
  from store_sales
  join household_demographics on hd_demo_sk = ss_hdemo_sk
 where ss_sold_date_sk between 2452000 and 2452030
 group by hd_income_band_sk;

-- t18
select wp_char_count, count(*)
  from web_page
  left join web_sales on ws_web_page_sk = wp_web_page_sk
 group by wp_char_count
 order by wp_char_count;

-- t19
select cp_catalog_page_id, sum(cr_return_amount)
  from catalog_returns
  join catalog_page on cp_catalog_page_sk = cr_catalog_page_sk
 where cr_returned_date_sk > 2452500
 group by cp_catalog_page_id;

-- t20
select * from date_dim where d_date between date '2001-12-20' and date '2002-01-05' order by d_date;
