CREATE INDEX ON lineitem (l_orderkey);
CREATE INDEX ON orders (o_custkey);
CREATE INDEX ON customer (c_custkey);
CREATE INDEX ON partsupp (ps_suppkey);
CREATE INDEX ON lineitem (l_suppkey);
CREATE INDEX ON orders (o_orderkey, o_orderpriority);
CREATE INDEX ON orders (o_orderdate);
CREATE INDEX ON lineitem (l_shipdate);
CREATE INDEX ON lineitem (l_partkey, l_shipmode);
