CREATE INDEX ON nation (n_nationkey, n_name);
CREATE INDEX ON orders (o_custkey);
CREATE INDEX ON orders (o_orderkey);
CREATE INDEX ON partsupp (ps_suppkey);
CREATE INDEX ON supplier (s_nationkey, s_suppkey);
CREATE INDEX ON supplier (s_suppkey);
