CREATE INDEX ON lineitem (l_orderkey);
CREATE INDEX ON lineitem (l_partkey);
CREATE INDEX ON lineitem (l_shipmode, l_partkey);
CREATE INDEX ON orders (o_custkey);
CREATE INDEX ON partsupp (ps_suppkey);
