CREATE INDEX ON lineitem (l_orderkey);
CREATE INDEX ON orders (o_custkey);
CREATE INDEX ON customer (c_custkey);
CREATE INDEX ON partsupp (ps_suppkey, ps_partkey);
