CREATE INDEX ON customer (c_custkey);
CREATE INDEX ON lineitem (l_orderkey);
CREATE INDEX ON orders (o_custkey);
CREATE INDEX ON orders (o_orderkey);
CREATE INDEX ON supplier (s_suppkey);
CREATE INDEX ON customer (c_mktsegment, c_custkey);
CREATE INDEX ON nation (n_nationkey, n_name);
CREATE INDEX ON supplier (s_nationkey, s_suppkey);
CREATE INDEX ON supplier (s_nationkey, s_suppkey, s_name);
