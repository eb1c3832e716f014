"""Pools of worker processes that judge submissions, on this machine or on a Dask cluster.

Other packages use `pool` (the interface), and `local_pool` or `dask_pool` (the two implementations;
the second needs the extra ``[cluster]``).
"""
