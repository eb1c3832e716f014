"""Judge the submissions that have changed, and save a result for every student.

Other packages use `whole_class.grade_class` and the factories of pools, `whole_class.local_pools`
and `pools.dask_pool.dask_pools`.
"""
